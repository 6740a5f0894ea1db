import { anAdministeredApi } from './testing.ts';

const NONE = { type: 'messaging_policy', caps: [], quiet_hours: null, weekdays: null };
const CAP = { channel: 'email', at_most: 1, per: '2d', window: 'rolling' };
const POLICY = {
  caps: [CAP, { channel: 'any', at_most: 3, per: '7d', window: 'local_day' }],
  quiet_hours: { from: '22:00', to: '08:00' },
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
};

describe('GET /messaging_policy', () => {
  it('is empty until somebody sets one', async () => {
    const { ask } = await anAdministeredApi();

    expect((await ask('GET', '/messaging_policy')).json).toEqual(NONE);
  });
});

describe('PUT /messaging_policy', () => {
  it('sets it, which the log knows; the same once more is nothing new', async () => {
    const { ask, logged } = await anAdministeredApi();
    const expected = { type: 'messaging_policy', ...POLICY };

    expect((await ask('PUT', '/messaging_policy', POLICY)).json).toEqual(expected);
    expect((await ask('PUT', '/messaging_policy', expected)).json).toEqual(expected);
    expect((await ask('GET', '/messaging_policy')).json).toEqual(expected);
    expect(await logged()).toEqual([
      'app_messaging_policy_change: Ada changed how often and when campaigns may write, in the workspace Acme.',
    ]);
  });

  it('leaves what it does not name', async () => {
    const { ask } = await anAdministeredApi();
    await ask('PUT', '/messaging_policy', POLICY);

    expect((await ask('PUT', '/messaging_policy', { weekdays: null })).json).toMatchObject({
      ...POLICY,
      weekdays: null,
    });
    const emptied = await ask('PUT', '/messaging_policy', { caps: [], quiet_hours: null });
    expect(emptied.json).toEqual(NONE);
  });

  it('counts in a rolling window unless told otherwise', async () => {
    const { ask } = await anAdministeredApi();
    const caps = [{ channel: 'email', at_most: 1, per: '1d' }];

    expect((await ask('PUT', '/messaging_policy', { caps })).json).toMatchObject({
      caps: [{ ...caps[0], window: 'rolling' }],
    });
  });

  it.each([
    [{ caps: [{ ...CAP, channel: 'sms' }] }, 'caps[0].channel'],
    [{ caps: [{ ...CAP, at_most: 0 }] }, 'caps[0].at_most'],
    [{ caps: [{ ...CAP, at_most: 51 }] }, 'caps[0].at_most'],
    [{ caps: [{ ...CAP, at_most: 1.5 }] }, 'caps[0].at_most'],
    [{ caps: [{ ...CAP, per: 'a day' }] }, 'caps[0].per'],
    [{ caps: [{ ...CAP, per: '0d' }] }, 'caps[0].per'],
    [{ caps: [{ ...CAP, per: '91d' }] }, 'caps[0].per'],
    [{ caps: [{ ...CAP, per: '36h', window: 'local_day' }] }, 'caps[0].per'],
    [{ caps: [{ ...CAP, window: 'weekly' }] }, 'caps[0].window'],
    [{ caps: [{ ...CAP, tag: 'x' }] }, 'caps[0].tag'],
    [{ caps: Array.from({ length: 11 }, () => CAP) }, 'caps'],
    [{ quiet_hours: { from: '22:00', to: '22:00' } }, 'quiet_hours.to'],
    [{ quiet_hours: { from: '24:00', to: '08:00' } }, 'quiet_hours.from'],
    [{ quiet_hours: { from: '22:00' } }, 'quiet_hours.to'],
    [{ quiet_hours: 'night' }, 'quiet_hours'],
    [{ weekdays: [] }, 'weekdays'],
    [{ weekdays: ['monday'] }, 'weekdays[0]'],
    [{ weekdays: ['mon', 'mon'] }, 'weekdays'],
    [{ quite_hours: null }, 'quite_hours'],
  ])('refuses %j and names %s', async (body, field) => {
    const { ask } = await anAdministeredApi();
    const answer = await ask('PUT', '/messaging_policy', body);

    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ errors: [{ field }] });
    expect((await ask('GET', '/messaging_policy')).json).toEqual(NONE);
  });

  it('takes a token that may read the workspace to read, and one that may write it to write', async () => {
    const { askAs, tokenWith } = await anAdministeredApi();
    const reader = await tokenWith(['read_workspace'], '901');
    const stranger = await tokenWith(['read_campaigns', 'write_campaigns'], '902');

    expect((await askAs(reader, 'GET', '/messaging_policy')).status).toBe(200);
    expect((await askAs(reader, 'PUT', '/messaging_policy', POLICY)).status).toBe(403);
    expect((await askAs(stranger, 'GET', '/messaging_policy')).status).toBe(403);
  });
});
