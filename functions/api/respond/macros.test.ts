import { anApi, NOW, type TestApi } from '../testing.ts';
import { lateCollectionRoutes } from './collections.late.ts';

const V216 = { 'intercom-version': '2.16' };
const BODY = '<p onclick="x()">Hi {{user.name | fallback: \'there\'}},</p><p>{{ticket.id}}</p>';
type Macros = { data: { id: string; name: string }[] };

describe('macros', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await anApi(lateCollectionRoutes);
  });
  const make = (body: object) => api.ask('POST', '/macros', { body: '<p>Hi</p>', ...body });
  const names = async (query = '') =>
    ((await api.ask('GET', `/macros${query}`, undefined, V216)).json as Macros).data.map(({ name }) => name);

  it('are shown as Intercom API 2.16 shows them, their HTML safe and its placeholders as elements', async () => {
    const { json } = await make({ name: 'Hello', body: BODY });
    const { id } = json as { id: string };

    expect((await api.ask('GET', `/macros/${id}`, undefined, V216)).json).toEqual({
      type: 'macro',
      id,
      name: 'Hello',
      body: '<p>Hi <attribute key="user.name" default="there"/>,</p><p><attribute key="ticket.id" default=""/></p>',
      body_text: "Hi {{user.name | fallback: 'there'}},\n{{ticket.id}}",
      created_at: '2026-01-05T09:00:00.000Z',
      updated_at: '2026-01-05T09:00:00.000Z',
      visible_to: 'everyone',
      visible_to_team_ids: [],
      available_on: ['inbox'],
      version: 1,
    });
  });

  it('are not there for an older version', async () => {
    expect(await api.ask('GET', '/macros')).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'intercom_version_invalid' }] },
    });
  });

  it('are listed from the one that changed last, and since an instant', async () => {
    await make({ name: 'Old' });
    api.ports.clock.set(NOW + 60_000);
    await make({ name: 'New' });

    expect(await names()).toEqual(['New', 'Old']);
    expect(await names(`?updated_since=${NOW / 1_000 + 1}`)).toEqual(['New']);
  });

  it('of a team are seen by those who belong to it', async () => {
    const staffed = await api.ports.workspaces.staffed('acmeacme');
    if (staffed === undefined) throw new Error('no workspace');
    const teams = ['7', '8'].map((id) => ({ id, workspaceId: 'acmeacme', name: id, createdAt: NOW }));
    await api.ports.workspaces.administer({ workspace: staffed.workspace, teams: { put: teams }, activities: [] });

    for (const id of ['7', '8'])
      await make({ name: id, visible_to: 'specific_teams', visible_to_team_ids: [Number(id)] });

    expect(await names()).toEqual(['7']);
  });

  it.each([[['9']], [[]]])('name the teams that see them: not %j', async (visible_to_team_ids) => {
    expect(await make({ name: 'Hello', visible_to: 'specific_teams', visible_to_team_ids })).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'parameter_invalid', field: 'visible_to_team_ids' }] },
    });
  });
});
