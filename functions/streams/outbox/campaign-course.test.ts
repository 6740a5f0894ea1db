import { anEngine, WORKSPACE } from './testing.ts';
import { days, runs, send, sentAfter, series } from './testing-campaign.ts';
import { ADA, ada, DAY, deliveries, HOUR, NOW, tracked } from './testing-journey.ts';

const pro = (changes = {}) => ada({ customAttributes: { plan: 'pro' }, ...changes });
const PAID = { event: 'paid', count: { op: 'gte', value: 1 } } as const;

describe('leaving a series', () => {
  const STEPS = [send('one'), { wait: '3d' }, send('two')];

  it('happens at once when an event makes the exit rule hold (J09)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, STEPS, { exit: PAID });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    await engine.track(tracked('paid', NOW + DAY));
    await engine.settle();
    const [run] = await runs(engine);
    await days(engine, 5);

    expect(run).toMatchObject({ state: 'exited', reason: 'exit_met', endedAt: NOW + DAY });
    expect(sentAfter(engine, NOW)).toEqual([['one', 0]]);
  });

  it('happens at the instant at which time alone makes the exit rule hold (J10)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, STEPS, { exit: { attribute: 'signed_up_at', op: 'more_than_ago', value: '36h' } });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 5);

    expect(await runs(engine)).toMatchObject([{ state: 'exited', endedAt: NOW + 36 * HOUR }]);
    expect(sentAfter(engine, NOW)).toEqual([['one', 0]]);
  });

  it('with the goal met counts, and nothing more is sent (J11)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, STEPS, { goal: PAID });
    await engine.addContact(pro());
    engine.hold();
    await engine.settle();
    await engine.track(tracked('paid', NOW + HOUR));
    await engine.settle();
    engine.release();
    await engine.settle();

    expect(engine.sent).toEqual([]);
    expect(await runs(engine)).toMatchObject([{ state: 'goal_reached', goalAt: NOW }]);
    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'goal_met' }]);
  });

  it.each([
    ['within its window', 3 * DAY - 1_000, 'goal_reached'],
    ['a second later', 3 * DAY + 1_000, 'finished'],
  ])('with the goal met %s of the last message is counted so (J12)', async (_, after, state) => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('one')], { goal: { rule: PAID, within: '3d' } });
    await engine.addContact(pro());
    await engine.settle();
    engine.clock.set(NOW + after);
    await engine.track(tracked('paid', NOW + after));
    await engine.settle();

    expect(await runs(engine)).toMatchObject([{ state }]);
  });

  it('of those who have the goal already never begins', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.addContact(ada());
    await engine.track(tracked('paid', NOW - DAY));
    await engine.settle();
    await series(engine, STEPS, { goal: PAID });
    await engine.changeContact(ADA, { customAttributes: { plan: 'pro' } });
    await engine.settle();

    expect(await runs(engine)).toMatchObject([{ state: 'exited', reason: 'goal_met_before', goalAt: null }]);
    expect(engine.sent).toEqual([]);
  });
});

describe('a control group', () => {
  it('gets nothing, is the same at every entry, and its goals are counted (J30)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('one')], { goal: PAID, control: 30, reentry: 'always' });
    const ids = Array.from({ length: 100 }, (_, n) => n.toString(16).padStart(24, '0'));
    for (const [n, id] of ids.entries()) await engine.addContact(pro({ id, email: `u${n}@example.com` }));
    await engine.settle();
    for (let time = 0; time < 2; time += 1)
      for (const plan of ['free', 'pro']) {
        for (const id of ids) await engine.changeContact(id, { customAttributes: { plan } });
        await engine.settle();
      }
    for (const id of ids)
      await engine.track({ ...tracked('paid', engine.clock.now() + 1, `paid-${id}`), contactId: id });
    engine.clock.advance(1_000);
    await engine.settle();

    const sides = await Promise.all(
      ids.map(async (id) =>
        (await engine.stores.runs.listByContact(WORKSPACE, id)).map(({ state }) => state === 'control'),
      ),
    );
    const controls = sides.filter(([first]) => first);
    expect(sides.every(([first, ...others]) => others.every((other) => other === first))).toBe(true);
    expect([controls.length > 15, controls.length < 45]).toEqual([true, true]);
    expect(engine.sent.length).toBe((100 - controls.length) * 3);
    const met = await Promise.all(
      ids.map(async (id) =>
        (await engine.stores.runs.listByContact(WORKSPACE, id)).map(({ goalAt }) => goalAt !== null),
      ),
    );
    // A goal is of the latest entry.
    expect(met).toEqual(ids.map(() => [false, false, true]));
  });
});

describe('coming back (J08)', () => {
  const back = async (reentry: object | string) => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('hello')], { reentry: reentry as never });
    await engine.addContact(pro());
    await engine.settle();
    for (let time = 0; time < 4; time += 1) {
      await days(engine, 1);
      await engine.changeContact(ADA, { customAttributes: { plan: 'free' } });
      await engine.settle();
      await engine.changeContact(ADA, { customAttributes: { plan: 'pro' } });
      await engine.settle();
    }
    await days(engine, 10);
    return sentAfter(engine, NOW).map(([, day]) => day);
  };

  it.each([
    ['once', [0]],
    ['always', [0, 1, 2, 3, 4]],
    [{ times: 3 }, [0, 1, 2]],
    [{ after: '60h' }, [0, 2.5, 5]],
  ])('is allowed as %j says', async (reentry, mails) => {
    expect(await back(reentry)).toEqual(mails);
  });

  it('begins nothing while the contact is on the way', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('one'), { wait: '5d' }, send('two')], { reentry: 'always' });
    await engine.addContact(pro());
    await engine.settle();
    await engine.changeContact(ADA, { customAttributes: { plan: 'free' } });
    await engine.settle();
    await engine.changeContact(ADA, { customAttributes: { plan: 'pro' } });
    await engine.settle();
    await days(engine, 6);

    expect(sentAfter(engine, NOW)).toEqual([
      ['one', 0],
      ['two', 5],
    ]);
  });
});

describe('pause and stop', () => {
  it('hold a contact where it is until the campaign goes on', async () => {
    const engine = await anEngine({ now: NOW });
    const id = await series(engine, [send('one'), { wait: '1d' }, send('two')]);
    await engine.addContact(pro());
    await engine.settle();
    await engine.act(id, 'pause');
    await engine.settle();
    await engine.changeContact(ADA, { customAttributes: { plan: 'free' } });
    await days(engine, 3);
    const paused = sentAfter(engine, NOW);
    await engine.act(id, 'start');
    await engine.settle();

    expect([paused, sentAfter(engine, NOW)]).toEqual([
      [['one', 0]],
      [
        ['one', 0],
        ['two', 3],
      ],
    ]);
  });

  it('end every run', async () => {
    const engine = await anEngine({ now: NOW });
    const id = await series(engine, [send('one'), { wait: '1d' }, send('two')]);
    await engine.addContact(pro());
    await engine.settle();
    await engine.act(id, 'stop');
    await engine.settle();
    await days(engine, 3);

    expect(await runs(engine)).toMatchObject([{ state: 'stopped' }]);
    expect(engine.sent).toHaveLength(1);
  });

  it('come by themselves at the end date, and a start date is waited for', async () => {
    const engine = await anEngine({ now: NOW });
    const at = (day: number) => (NOW + day * DAY) / 1000;
    const id = await series(engine, [send('one'), { wait: '2d' }, send('two')], { starts_at: at(1), ends_at: at(2) });
    await engine.addContact(pro());
    await engine.settle();
    const before = engine.sent.length;
    await days(engine, 5);

    expect([before, sentAfter(engine, NOW)]).toEqual([0, [['one', 1]]]);
    expect(await engine.stores.campaigns.get(WORKSPACE, id)).toMatchObject({ state: 'stopped' });
    expect(await runs(engine)).toMatchObject([{ state: 'stopped' }]);
  });

  it('a local time begins it for each contact at that time of its own day', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('morning')], { schedule: { local_time: '08:00' } });
    await engine.addContact(pro({ customAttributes: { plan: 'pro', timezone: 'Asia/Tokyo' } }));
    await engine.settle();
    await days(engine, 2);

    expect(engine.sent.map(({ date }) => new Date(date).toISOString())).toEqual(['2026-03-02T23:00:00.000Z']);
  });
});
