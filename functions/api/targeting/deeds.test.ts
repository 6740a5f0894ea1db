import { anApi, NOW } from '../testing.ts';
import { targetingRoutes } from './routes.ts';

type Resource = { id: string };

describe('the activity log of segments', () => {
  async function recording() {
    const { ask, ports } = await anApi(targetingRoutes);
    return {
      ask,
      log: async () =>
        (await ports.activities.list('acmeacme', { from: 0, to: NOW }))
          .map((each) => [each.type, 'subject' in each ? each.subject : '', 'after' in each ? each.after : ''])
          .toReversed(),
    };
  }

  it('knows who created, changed and deleted a segment', async () => {
    const { ask, log } = await recording();
    const rule = { everyone: true };
    const { id } = (await ask('POST', '/segments', { name: 'All', rule, person_type: 'user' })).json as Resource;

    await ask('PUT', `/segments/${id}`, { name: 'Everybody' });
    await ask('PUT', `/segments/${id}`, { name: 'Everybody' });
    await ask('DELETE', `/segments/${id}`);

    expect(await log()).toEqual([
      ['segment_creation', 'All', ''],
      ['segment_update', 'Everybody', ''],
      ['segment_deletion', 'Everybody', ''],
    ]);
  });
});
