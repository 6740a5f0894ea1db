import { aContact } from '#domain/people/contact/testing';
import { aTag } from '#domain/people/tag/testing';
import { anAdmin } from '#domain/workspace/workspace/testing';
import { anApi, NOW, type TestApi } from '../testing.ts';
import { conversationRoutes } from './conversations.routes.ts';

const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const ADMIN = anAdmin({ workspaceId: 'acmeacme' });
const URGENT = { type: 'tag', id: '31', name: 'Urgent', applied_at: NOW / 1_000 };
const WORN = { ...URGENT, applied_by: { type: 'admin', id: ADMIN.id } };

describe('the tags of a conversation', () => {
  it('are put on and shown with who did it and when', async () => {
    const { ask, id } = await theApi();

    const put = await ask('POST', `/conversations/${id}/tags`, { id: 31, admin_id: ADMIN.id });
    const read = await ask('GET', `/conversations/${id}`);
    const listed = await ask('GET', '/conversations');

    expect(put.json).toEqual(WORN);
    expect(read.json).toMatchObject({ tags: { type: 'tag.list', tags: [WORN] } });
    expect(listed.json).toMatchObject({ conversations: [{ tags: { type: 'tag.list', tags: [WORN] } }] });
  });

  it('stay as they were put when they are put on again', async () => {
    const { ask, id, ports } = await theApi();
    await ask('POST', `/conversations/${id}/tags`, { id: '31', admin_id: ADMIN.id });
    ports.clock.advance(60_000);

    const again = await ask('POST', `/conversations/${id}/tags`, { id: '31', admin_id: ADMIN.id });

    expect(again.json).toEqual(WORN);
  });

  it('are taken off, and answered as they were put on', async () => {
    const { ask, id } = await theApi();
    await ask('POST', `/conversations/${id}/tags`, { id: '31', admin_id: ADMIN.id });

    const taken = await ask('DELETE', `/conversations/${id}/tags/31`, { admin_id: ADMIN.id });
    const read = await ask('GET', `/conversations/${id}`);

    expect(taken.json).toEqual(WORN);
    expect(read.json).toMatchObject({ tags: { tags: [] } });
  });

  it('outlive a reply that is written meanwhile', async () => {
    const { ask, id } = await theApi();
    const reply = { type: 'admin', message_type: 'comment', admin_id: ADMIN.id, body: 'Sure' };

    await Promise.all([
      ask('POST', `/conversations/${id}/reply`, reply),
      ask('POST', `/conversations/${id}/tags`, { id: '31', admin_id: ADMIN.id }),
    ]);

    const { json } = await ask('GET', `/conversations/${id}`);
    expect(json).toMatchObject({ tags: { tags: [WORN] }, conversation_parts: { total_count: 1 } });
  });

  it('are not shown any more when the tag is gone', async () => {
    const { ask, id, ports } = await theApi();
    await ask('POST', `/conversations/${id}/tags`, { id: '31', admin_id: ADMIN.id });
    await ports.tags.remove(aTag({ workspaceId: 'acmeacme', id: '31', name: 'Urgent' }));

    expect((await ask('GET', `/conversations/${id}`)).json).toMatchObject({ tags: { tags: [] } });
  });

  it.each([
    ['a tag of another workspace', 'POST', '', { id: '32', admin_id: ADMIN.id }, 404, 'tag_not_found'],
    ['a teammate of another workspace', 'POST', '', { id: '31', admin_id: '999' }, 404, 'admin_not_found'],
    ['no tag', 'POST', '', { admin_id: ADMIN.id }, 400, 'parameter_not_found'],
    ['an object for a tag', 'POST', '', { id: { $gt: '' }, admin_id: ADMIN.id }, 400, 'parameter_invalid'],
    ['a tag that it does not wear', 'DELETE', '/31', { admin_id: ADMIN.id }, 404, 'tag_not_found'],
  ] as const)('refuse %s', async (_what, method, path, body, status, code) => {
    const { ask, id } = await theApi();

    const answer = await ask(method, `/conversations/${id}/tags${path}`, body);

    expect([answer.status, answer.json]).toMatchObject([status, { errors: [{ code }] }]);
  });

  it('are refused for a conversation that is not there', async () => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/conversations/404/tags', { id: '31', admin_id: ADMIN.id });

    expect([status, json]).toMatchObject([404, { errors: [{ code: 'not_found' }] }]);
  });
});

async function theApi(): Promise<TestApi & { id: string }> {
  const api = await anApi(conversationRoutes);
  await api.ports.contacts.create(aContact({ id: GRACE, workspaceId: 'acmeacme', externalId: 'grace' }));
  await api.ports.tags.create(aTag({ workspaceId: 'acmeacme', id: '31', name: 'Urgent' }));
  await api.ports.tags.create(aTag({ workspaceId: 'thirdone', id: '32', name: 'Theirs' }));
  const { json } = await api.ask('POST', '/conversations', { from: { type: 'user', id: GRACE }, body: 'Hello' });
  return { ...api, id: (json as { conversation_id: string }).conversation_id };
}
