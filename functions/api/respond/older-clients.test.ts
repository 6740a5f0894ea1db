import { aContact } from '#domain/people/contact/testing';
import { anAdmin } from '#domain/workspace/workspace/testing';
import { anApi, NOW } from '../testing.ts';
import { conversationRoutes } from './conversations.routes.ts';

const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const ADMIN = anAdmin({ workspaceId: 'acmeacme' });

async function theApi() {
  const api = await anApi(conversationRoutes);
  await api.ports.contacts.create(aContact({ id: GRACE, workspaceId: 'acmeacme', externalId: 'grace' }));
  const begun = await api.ask('POST', '/conversations', { from: { type: 'user', id: GRACE }, body: 'Hello' });
  const id = (begun.json as { conversation_id: string }).conversation_id;
  const reply = (body: object, to = id) =>
    api.ask('POST', `/conversations/${to}/reply`, { type: 'admin', admin_id: ADMIN.id, conversation_id: id, ...body });
  return { ...api, id, reply };
}

describe('a reply as Intercom’s client for Ruby sends it', () => {
  it('closes, with words or without, and opens (done when: ruby forms)', async () => {
    const { reply } = await theApi();

    expect((await reply({ message_type: 'close', body: 'Done' })).json).toMatchObject({
      state: 'closed',
      conversation_parts: { conversation_parts: [{ part_type: 'close', body: '<p>Done</p>' }] },
    });
    expect((await reply({ message_type: 'open' })).json).toMatchObject({ state: 'open' });
    expect((await reply({ message_type: 'close' })).json).toMatchObject({ state: 'closed' });
  });

  it('assigns to a teammate, to a team, and to nobody', async () => {
    const { reply, ports } = await theApi();
    const workspace = await ports.workspaces.get('acmeacme');
    if (workspace === undefined) throw new Error('The API was made without its workspace');
    const team = { id: '77', workspaceId: 'acmeacme', name: 'Support', createdAt: NOW };
    await ports.workspaces.administer({ workspace, teams: { put: [team] }, activities: [] });
    const assign = (assignee_id: string | number) => reply({ message_type: 'assignment', assignee_id });

    expect((await assign(ADMIN.id)).json).toMatchObject({ admin_assignee_id: Number(ADMIN.id) });
    expect((await assign(77)).json).toMatchObject({ team_assignee_id: 77, admin_assignee_id: null });
    expect((await assign(ADMIN.id)).json).toMatchObject({ admin_assignee_id: Number(ADMIN.id) });
    expect((await assign(0)).json).toMatchObject({ admin_assignee_id: null });
    expect((await assign('999')).json).toMatchObject({ errors: [{ code: 'assignee_not_found' }] });
  });

  it('reaches the latest conversation of whom it names', async () => {
    const { reply, id } = await theApi();
    const comment = { message_type: 'comment', body: 'bar' };

    expect((await reply({ ...comment, intercom_user_id: GRACE }, 'last')).json).toMatchObject({ id });
    expect((await reply({ ...comment, user_id: 'grace' }, 'last')).json).toMatchObject({ id });
    expect((await reply({ message_type: 'close', user_id: 'grace' }, 'last')).json).toMatchObject({ state: 'closed' });
    expect((await reply(comment, 'last')).status).toBe(404);
  });

  it('is refused without words where it says something', async () => {
    const { reply } = await theApi();

    expect((await reply({ message_type: 'comment' })).json).toMatchObject({
      errors: [{ code: 'parameter_not_found', message: 'body is required' }],
    });
    expect((await reply({ message_type: 'assignment' })).json).toMatchObject({
      errors: [{ code: 'parameter_not_found', field: 'assignee_id' }],
    });
  });
});
