import { aContact } from '#domain/people/contact/testing';
import { withConsent } from '#domain/people/subscription/contact-subscriptions';
import { anEngine, WORKSPACE } from '#functions/streams/outbox/testing';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const maya = aContact({ workspaceId: WORKSPACE, name: 'Maya & Co', email: 'maya@acme.example' });

/** What one contact is sent of a message. */
async function sent(message: object, contact = maya, postalAddress: string | null = null) {
  const engine = await anEngine({ now: NOW });
  const { workspaces } = engine.stores;
  const staffed = await workspaces.staffed(WORKSPACE);
  if (staffed !== undefined)
    await workspaces.administer({ workspace: { ...staffed.workspace, postalAddress }, activities: [] });
  await engine.launch({ messages: [{ channel: 'email', subject: 'Hello', body: 'Hello', ...message }] });
  await engine.addContact(contact);
  await engine.settle();
  const [delivery] = await engine.stores.deliveries.listByContact(WORKSPACE, contact.id, 10);
  return { mail: engine.sent[0], delivery };
}

describe('what a mail is written in (C)', () => {
  it('MJML is sent as HTML, with a text that has its words and links', async () => {
    const body =
      '<mjml><mj-body><mj-section><mj-column><mj-text>Hello {{ name | default: "you" }}</mj-text><mj-button href="https://acme.test/{{ id }}">Go on</mj-button></mj-column></mj-section></mj-body></mjml>';
    const { mail } = await sent({ format: 'mjml', body });

    expect(mail?.html).toContain('Hello Maya &amp; Co');
    expect(mail?.html).not.toContain('<mj-');
    expect(mail?.text).toContain('Hello Maya & Co');
    expect(mail?.text).toContain(`Go on [https://acme.test/${maya.id}]`);
    expect(mail?.text).toContain('https://parley.test/unsubscribe/');
  });

  it('text is sent as it is, without HTML, and says how to get no more', async () => {
    const { mail } = await sent({ format: 'text', body: 'Hello {{ name }},\n\n<b> is no tag here.' });

    expect(mail?.html).toBe('');
    expect(mail?.text).toMatch(
      /^Hello Maya & Co,\n\n<b> is no tag here\.\n\n--\nUnsubscribe: https:\/\/parley\.test\/unsubscribe\/\S+\n$/,
    );
  });

  it('text says where its sender can be written to', async () => {
    const { mail } = await sent({ format: 'text', body: 'Hello' }, maya, 'Acme Inc.\n1 Main Street');

    expect(mail?.text).toMatch(/^Hello\n\n--\nAcme Inc\.\n1 Main Street\nUnsubscribe: https:/);
  });

  it.each([
    ['MJML that is none', { format: 'mjml', body: '<p>Hello</p>' }, 'messages[0].body', /mjml/i],
    [
      'an element that MJML has not',
      { format: 'mjml', body: '<mjml><mj-body>\n<mj-txt>Hi</mj-txt></mj-body></mjml>' },
      'messages[0].body',
      /line 2: mj-txt/,
    ],
    [
      'a kind of mail that there is not',
      { subscription_type_id: '99' },
      'messages[0].subscription_type_id',
      /there are 1/,
    ],
    ['a kind of text messages', { subscription_type_id: '3' }, 'messages[0].subscription_type_id', /there are 1/],
  ])('%s is refused when it is saved', async (_, message, field, why) => {
    await expect(sent(message)).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(why),
      details: { field },
    });
  });
});

describe('a mail of a kind that people choose (C)', () => {
  const writing = { at: NOW, correlationId: 'request-1' };
  const refusing = withConsent(maya, '1', 'opt_out', writing);

  it('goes to whoever has not refused the kind', async () => {
    expect((await sent({ subscription_type_id: '1' })).mail?.to).toBe('maya@acme.example');
    expect((await sent({ subscription_type_id: '2' }, refusing)).mail?.to).toBe('maya@acme.example');
  });

  it('does not go to whoever has', async () => {
    expect((await sent({ subscription_type_id: '1' }, refusing)).delivery).toMatchObject({
      state: 'skipped',
      reason: 'unsubscribed',
    });
  });
});
