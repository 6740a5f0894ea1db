import { anApi, NOW } from '../testing.ts';
import { engageRoutes } from './routes.ts';

type Resource = { id: string };

describe('the activity log of campaigns', () => {
  async function recording() {
    const { ask, ports } = await anApi((all) =>
      engageRoutes({
        ...all,
        checkTemplate: async () => undefined,
        compileMarkup: async (html) => ({ html }),
        templateNames: async () => [],
        mailDomain: 'mail.test',
      }),
    );
    return {
      ask,
      log: async () =>
        (await ports.activities.list('acmeacme', { from: 0, to: NOW }))
          .map((each) => [each.type, 'subject' in each ? each.subject : '', 'after' in each ? each.after : ''])
          .toReversed(),
    };
  }

  it('knows who started and paused a campaign, once each', async () => {
    const { ask, log } = await recording();
    const draft = {
      name: 'Welcome',
      audience: { everyone: true },
      messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
    };
    const { id } = (await ask('POST', '/campaigns', draft)).json as Resource;

    const start = ['start', { confirm: 'everyone' }] as const;
    for (const [action, body] of [start, start, ['pause', undefined] as const])
      await ask('POST', `/campaigns/${id}/${action}`, body);

    expect(await log()).toEqual([
      ['campaign_state_change', 'Welcome', 'live'],
      ['campaign_state_change', 'Welcome', 'paused'],
    ]);
  });
});
