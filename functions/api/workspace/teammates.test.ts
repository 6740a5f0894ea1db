import { anActivity } from '#domain/workspace/activity/testing';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { anApi, NOW } from '../testing.ts';
import { workspaceRoutes } from './routes.ts';

const theApi = () => anApi((ports) => workspaceRoutes({ ...ports, mailDomain: 'mail.acme.test' }, () => ({})));
const AWAY = { away_mode_enabled: true, away_mode_reassign: true };
const LOGS = '/admins/activity_logs?created_at_after=';

describe('PUT /admins/{id}/away', () => {
  it('sets away mode with a reason, and writes it into the activity log', async () => {
    const { ask } = await theApi();

    const { json } = await ask('PUT', '/admins/101/away', { ...AWAY, away_status_reason_id: 2 });

    expect(json).toMatchObject({ type: 'admin', id: '101', ...AWAY, away_status_reason_id: 2 });
    expect((await ask('GET', '/admins/101')).json).toEqual(json);
    expect((await ask('GET', `${LOGS}${NOW / 1_000}`)).json).toEqual({
      type: 'activity_log.list',
      pages: { type: 'pages', next: null, page: 1, per_page: 20, total_pages: 1 },
      activity_logs: [
        {
          id: '1',
          performed_by: { type: 'admin', id: '101', email: 'ada@example.com', ip: expect.any(String) },
          metadata: { away_mode: true, reassign_conversations: true, away_status_reason: 'On a break' },
          created_at: NOW / 1_000,
          activity_type: 'admin_away_mode_change',
          activity_description: 'Ada turned on away mode of Ada.',
        },
      ],
    });
  });

  it('forgets the reason of somebody who is back, and logs no repeat', async () => {
    const { ask } = await theApi();
    await ask('PUT', '/admins/101/away', { ...AWAY, away_status_reason_id: '2' });
    const back = { away_mode_enabled: false, away_mode_reassign: false };

    await ask('PUT', '/admins/101/away', back);
    const { json } = await ask('PUT', '/admins/101/away', back);

    expect(json).toMatchObject({ away_mode_enabled: false, away_status_reason_id: null });
    const { activity_logs } = (await ask('GET', `${LOGS}0`)).json as { activity_logs: unknown[] };
    expect(activity_logs).toHaveLength(2);
  });

  it('answers 404 for nobody, 400 for a reason that does not exist or a flag that is missing', async () => {
    const { ask } = await theApi();

    expect(await ask('PUT', '/admins/999/away', AWAY)).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'admin_not_found', message: 'Admin for admin_id not found' }] },
    });
    expect(await ask('PUT', '/admins/101/away', { ...AWAY, away_status_reason_id: 99 })).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'parameter_invalid', message: 'Away status reason is deleted' }] },
    });
    expect((await ask('PUT', '/admins/101/away', { away_mode_enabled: true })).status).toBe(400);
  });

  it('changes nobody of another workspace', async () => {
    const { ask, askAsOthers, ports } = await theApi();

    await askAsOthers('PUT', '/admins/101/away', AWAY);

    expect((await ask('GET', '/admins/101')).json).toMatchObject({ away_mode_enabled: false });
    expect(await ports.activities.list('acmeacme', { from: 0, to: NOW })).toEqual([]);
  });
});

describe('GET /away_status_reasons', () => {
  it('lists the reasons in their order', async () => {
    const { ask } = await theApi();

    const { json } = await ask('GET', '/away_status_reasons');

    expect(json).toMatchObject({ type: 'list', data: [{ id: '1', order: 0, label: 'In a meeting' }, {}, {}, {}, {}] });
    expect((json as { data: unknown[] }).data[1]).toEqual({
      type: 'away_status_reason',
      id: '2',
      label: 'On a break',
      emoji: '☕',
      order: 1,
      deleted: false,
      created_at: 1_767_225_600,
      updated_at: 1_767_225_600,
    });
  });
});

describe('GET /admins/activity_logs', () => {
  async function withThree() {
    const api = await theApi();
    const administered = await api.ports.workspaces.staffed('acmeacme');
    const recorded = ['one', 'two', 'three'].map((subject, n) => ({
      ...anActivity({ id: String(n), at: NOW + n * 60_000 }),
      type: 'app_team_creation' as const,
      subject,
    }));
    await api.ports.workspaces.administer({ workspace: administered?.workspace ?? aWorkspace(), activities: recorded });
    api.ports.clock.advance(180_000);
    const activities = async (path: string) =>
      ((await api.ask('GET', path)).json as { activity_logs: { activity_description: string }[] }).activity_logs.map(
        ({ activity_description }) => activity_description.split(' ').at(-1),
      );
    return { ...api, activities };
  }

  it('lists newest first between two instants, in Unix seconds or ISO 8601', async () => {
    const { activities } = await withThree();

    expect(await activities(`${LOGS}${NOW / 1_000}`)).toEqual(['three.', 'two.', 'one.']);
    expect(await activities(`${LOGS}${new Date(NOW + 60_000).toISOString()}`)).toEqual(['three.', 'two.']);
    expect(await activities(`${LOGS}0&created_at_before=${NOW / 1_000 + 60}`)).toEqual(['two.', 'one.']);
    expect(await activities(`${LOGS}${NOW / 1_000 + 600}`)).toEqual([]);
  });

  it('ends a span with the whole of its last second, since the next one begins a second later', async () => {
    const { activities, ports } = await withThree();
    const administered = await ports.workspaces.staffed('acmeacme');
    const late = { ...anActivity({ id: '9', at: NOW + 60_700 }), type: 'app_team_creation' as const, subject: 'late' };
    await ports.workspaces.administer({ workspace: administered?.workspace ?? aWorkspace(), activities: [late] });

    expect(await activities(`${LOGS}0&created_at_before=${NOW / 1_000 + 60}`)).toEqual(['late.', 'two.', 'one.']);
    expect(await activities(`${LOGS}${NOW / 1_000 + 61}&created_at_before=${NOW / 1_000 + 600}`)).toEqual(['three.']);
  });

  it('links the next page until there is none', async () => {
    const { ask, activities } = await withThree();

    const { pages } = (await ask('GET', `${LOGS}0&per_page=2`)).json as { pages: { next: string } };

    const next = pages.next.replace('https://api.example.com', '');
    expect(await activities(next)).toEqual(['one.']);
    expect((await ask('GET', next)).json).toMatchObject({ pages: { next: null, page: 2, total_pages: 2 } });
    expect(await activities(`${LOGS}0&per_page=2&page=3`)).toEqual([]);
  });

  it('asks for its beginning, and shows nothing of others', async () => {
    const { ask, askAsOthers } = await withThree();

    expect(await ask('GET', '/admins/activity_logs')).toMatchObject({
      status: 400,
      json: { errors: [{ code: 'parameter_not_found', field: 'created_at_after' }] },
    });
    expect((await ask('GET', `${LOGS}yesterday`)).status).toBe(400);
    expect((await askAsOthers('GET', `${LOGS}0`)).json).toMatchObject({ activity_logs: [] });
  });
});

describe('teams', () => {
  it('are shown with their members, and 404 for one of nobody', async () => {
    const { ask, askAsOthers, ports } = await theApi();
    ports.workspaces.listTeams = async (workspaceId) =>
      workspaceId === 'acmeacme' ? [{ id: '7', workspaceId, name: '<b>Support</b>', createdAt: NOW }] : [];
    const support = {
      type: 'team',
      id: '7',
      name: '<b>Support</b>',
      admin_ids: [101],
      admin_priority_level: { primary_admin_ids: [101], secondary_admin_ids: [] },
      assignment_limit: null,
      distribution_method: null,
    };

    expect((await ask('GET', '/teams')).json).toEqual({ type: 'team.list', teams: [support] });
    expect((await ask('GET', '/teams/7')).json).toEqual(support);
    expect(await askAsOthers('GET', '/teams/7')).toMatchObject({
      status: 404,
      json: { errors: [{ code: 'team_not_found', message: 'Team not found' }] },
    });
  });
});

describe('what is shown of teammates', () => {
  it('holds no secret, hash or token', async () => {
    const { ask } = await theApi();
    await ask('PUT', '/admins/101/away', AWAY);

    for (const path of ['/admins', '/admins/101', '/teams', `${LOGS}0`, '/away_status_reasons'])
      expect((await ask('GET', path)).text).not.toMatch(/secret|hash|token|unset|workspaceId/i);
  });
});
