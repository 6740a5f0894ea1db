import { aContact } from '#domain/people/contact/testing';
import { anAdmin } from '#domain/workspace/workspace/testing';
import { anApi, type TestApi } from '../testing.ts';
import { conversationRoutes } from './conversations.routes.ts';

const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const TYPED = [
  'Put <YOUR_API_KEY> in the header',
  '1 < 2',
  'List<String>',
  'Maya <maya@acme.example>',
  'if (x) {\n    return  1;\n}\n\nTom &amp; Jerry',
];

describe('the text of a message', () => {
  it.each(TYPED)('of a teammate shows as it was typed when it is sent as text: %j (X10)', async (body) => {
    const { reply, shown } = await aConversation();
    await reply({ ...ADMIN, body, body_format: 'text' });

    expect(await shown()).toBe(body);
  });

  it.each(TYPED.slice(0, 4))('that is no HTML survives in what may be HTML: %j (X10)', async (body) => {
    const { reply, shown } = await aConversation();
    await reply({ ...ADMIN, message_type: 'note', body });

    expect(await shown()).toBe(body);
  });

  it.each(TYPED)('of a contact shows as it was typed: %j (X10)', async (body) => {
    const { reply, shown } = await aConversation();
    await reply({ type: 'user', intercom_user_id: GRACE, body });

    expect(await shown()).toBe(body);
  });

  it('survives beside closing (X10)', async () => {
    const { manage, shown } = await aConversation();
    await manage({ message_type: 'close', type: 'admin', admin_id: '101', body: 'a <b> c', body_format: 'text' });

    expect(await shown()).toBe('a <b> c');
  });

  it('is HTML unless told otherwise', async () => {
    const { reply, shown } = await aConversation();
    await reply({ ...ADMIN, body: '<p>One</p><table><tr><td>a</td><td>caf&eacute;</td></tr></table>' });

    expect(await shown()).toBe('One\na café');
  });

  it('is written once for each client id, of contacts as well', async () => {
    const { reply } = await aConversation();
    const said = { type: 'user', intercom_user_id: GRACE, body: 'Hi', client_id: 'one' };
    await reply(said);

    expect((await reply(said)).json).toMatchObject({ conversation_parts: { total_count: 1 } });
  });

  it('keeps the subject that a conversation begins with (X13)', async () => {
    const { ask } = await aConversation();
    const from = { type: 'user', id: GRACE };
    const { json } = await ask('POST', '/conversations', { from, body: 'Hello', subject: 'Invoice' });
    const { conversation_id: id } = json as { conversation_id: string };

    expect((await ask('GET', `/conversations/${id}`)).json).toMatchObject({ source: { subject: 'Invoice' } });
  });
});

describe('what would be dropped', () => {
  it.each([
    ['attachment_urls', ['https://a.test/x.png']],
    ['attachment_files', [{ content_type: 'text/plain', data: 'aGk=', name: 'a.txt' }]],
    ['reply_options', [{ text: 'Yes', uuid: 'a' }]],
    ['expected_seq', 3],
  ])('is refused: %s (X13)', async (field, value) => {
    const { ask, reply, manage } = await aConversation();
    const answers = [
      await reply({ ...ADMIN, body: 'Hi', [field]: value }),
      await reply({ type: 'user', intercom_user_id: GRACE, body: 'Hi', [field]: value }),
      await manage({ message_type: 'close', type: 'admin', admin_id: '101', [field]: value }),
      await ask('POST', '/conversations', { from: { type: 'user', id: GRACE }, body: 'Hi', [field]: value }),
    ];

    for (const { status, json } of answers) {
      expect(status).toBe(422);
      expect(json).toMatchObject({ errors: [{ field, message: expect.stringContaining('leave it out') }] });
    }
  });

  it('is refused: a picture in a body (X13)', async () => {
    const { reply } = await aConversation();

    expect(await reply({ ...ADMIN, body: 'See <img src="https://a.test/x.png">' })).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'body' }] },
    });
  });

  it('is not refused where there is nothing to drop (X13)', async () => {
    const { reply } = await aConversation();

    expect(await reply({ ...ADMIN, body: 'Hi', attachment_urls: [] })).toMatchObject({ status: 200 });
  });
});

const ADMIN = { type: 'admin', message_type: 'comment', admin_id: anAdmin().id };

async function aConversation() {
  const { ask, ports }: TestApi = await anApi(conversationRoutes);
  await ports.contacts.create(aContact({ id: GRACE, workspaceId: 'acmeacme' }));
  const { json } = await ask('POST', '/conversations', { from: { type: 'user', id: GRACE }, body: 'Hello' });
  const path = `/conversations/${(json as { conversation_id: string }).conversation_id}`;
  return {
    ask,
    reply: (body: object) => ask('POST', `${path}/reply`, body),
    manage: (body: object) => ask('POST', `${path}/parts`, body),
    /** The last part as plain text. */
    shown: async () => {
      const read = await ask('GET', `${path}?display_as=plaintext`);
      const { conversation_parts: list } = read.json as {
        conversation_parts: { conversation_parts: { body: string }[] };
      };
      return list.conversation_parts.at(-1)?.body;
    },
  };
}
