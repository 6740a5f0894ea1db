import { aTag } from '#domain/people/tag/testing';
import { anEngine, WORKSPACE } from './testing.ts';
import { days, mail, PRO, runs, send, sentAfter, series } from './testing-campaign.ts';
import { ADA, ada, DAY, NOW, tracked } from './testing-journey.ts';

const pro = (changes = {}) => ada({ customAttributes: { plan: 'pro' }, ...changes });
const did = (event: string) => ({ event, count: { op: 'gte', value: 1 } }) as const;
const not = (event: string) => ({ event, count: { op: 'eq', value: 0 } }) as const;

describe('a campaign of messages', () => {
  it('sends the one of highest priority first, then one each time that the throttle allows', async () => {
    const engine = await anEngine({ now: NOW });
    const messages = [
      { ...mail('low'), priority: 1 },
      { ...mail('high'), priority: 3 },
      { ...mail('middle'), priority: 2 },
    ];
    await engine.launch({ audience: PRO, messages, throttle: '2d' });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 10);

    expect(sentAfter(engine, NOW)).toEqual([
      ['high', 0],
      ['middle', 2],
      ['low', 4],
    ]);
    expect(await runs(engine)).toMatchObject([{ state: 'finished' }]);
  });

  it('sends each to whom it means, as soon as it means them', async () => {
    const engine = await anEngine({ now: NOW });
    const messages = [
      {
        ...mail('invite'),
        audience: { all: [not('invited'), { attribute: 'signed_up_at', op: 'more_than_ago', value: '3d' }] },
      },
      { ...mail('report'), audience: did('report-created') },
    ];
    await engine.launch({ audience: PRO, messages });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 4);
    await engine.track(tracked('report-created', NOW + 4 * DAY));
    await engine.settle();

    expect(sentAfter(engine, NOW)).toEqual([
      ['invite', 3],
      ['report', 4],
    ]);
  });

  it('passes over whom a message means no more when the throttle lets it go', async () => {
    const engine = await anEngine({ now: NOW });
    const messages = [
      { ...mail('first'), priority: 2 },
      { ...mail('invite'), audience: not('invited'), priority: 1 },
    ];
    await engine.launch({ audience: PRO, messages, throttle: '2d' });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    await engine.track(tracked('invited', NOW + DAY));
    await engine.settle();
    await days(engine, 5);

    expect(sentAfter(engine, NOW)).toEqual([['first', 0]]);
    expect(await runs(engine)).toMatchObject([{ state: 'active' }]);
  });

  it('lets nobody get anything more who reached the goal', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: PRO, messages: [mail('one'), mail('two')], throttle: '2d', goal: did('paid') });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    await engine.track(tracked('paid', NOW + DAY));
    await engine.settle();
    await days(engine, 5);

    expect(sentAfter(engine, NOW)).toEqual([['one', 0]]);
    expect(await runs(engine)).toMatchObject([{ state: 'goal_reached', goalAt: NOW + DAY }]);
  });
});

it('an entry that is told once more after a later one changes nothing', async () => {
  const engine = await anEngine({ now: NOW });
  await series(engine, [send('one')], { reentry: 'always' });
  await engine.addContact(pro());
  await engine.settle();
  const first = await engine.stores.profiles.get(WORKSPACE, ADA);
  for (const plan of ['free', 'pro']) {
    await engine.changeContact(ADA, { customAttributes: { plan } });
    await engine.settle();
  }
  engine.decided(first);
  await engine.settle();

  expect([engine.sent.length, (await runs(engine)).length, engine.asides.length]).toEqual([2, 2, 0]);
});

describe('a pause with a mail on its way', () => {
  it.each([
    ['while more is to come', [send('one'), { wait: '1d' }, send('two')], 'pro'],
    ['that was the last', [send('one'), { tag: '7' }], 'pro'],
    ['to a contact who has left the audience since', [send('one'), { wait: '1d' }, send('two')], 'free'],
  ])('sends it when the campaign goes on, %s', async (_, steps, plan) => {
    const engine = await anEngine({ now: NOW });
    await engine.stores.tags.create(aTag({ id: '7', workspaceId: WORKSPACE }));
    const id = await series(engine, [{ wait: '1h' }, ...steps]);
    await engine.addContact(pro());
    await engine.settle();
    engine.hold();
    engine.clock.advance(3_600_000);
    await engine.tick();
    await engine.act(id, 'pause');
    engine.release();
    await engine.settle();
    await engine.changeContact(ADA, { customAttributes: { plan } });
    await engine.settle();
    const paused = engine.sent.length;
    await engine.act(id, 'start');
    await engine.settle();

    expect([paused, engine.sent.map(({ subject }) => subject)]).toEqual([0, ['one']]);
  });
});

it('decides of several campaigns that a contact enters at once the one of highest priority first (J15)', async () => {
  const engine = await anEngine({ now: NOW });
  for (const [priority, subject] of [
    [1, 'low'],
    [3, 'high'],
    [2, 'middle'],
  ] as const)
    await engine.launch({ audience: PRO, messages: [mail(subject)], priority });
  await engine.addContact(pro());
  engine.hold();
  await engine.settle();
  engine.release();
  await engine.settle();

  expect(engine.sent.map(({ subject }) => subject)).toEqual(['high', 'middle', 'low']);
});

it.each([
  ['and gets what it waited for', false, ['ada@example.com']],
  ['and leaves by what the user does', true, []],
])('follows a lead that is merged into a user %s (J34)', async (_, pays, mails) => {
  const engine = await anEngine({ now: NOW });
  await series(engine, [{ wait: '2d' }, send('hello')], { exit: did('paid') });
  const lead = pro({ id: 'c'.repeat(24), role: 'lead', email: 'lead@example.com', externalId: null });
  await engine.addContact(lead);
  await engine.settle();
  await engine.addContact(ada());
  await engine.settle();
  const stored = await engine.stores.contacts.get(WORKSPACE, lead.id);
  const known = await engine.stores.contacts.get(WORKSPACE, ADA);
  if (!stored || !known) throw new Error('both are there');
  await engine.stores.contacts.merge(stored, { before: known, after: { ...known, customAttributes: { plan: 'pro' } } });
  await engine.settle();
  if (pays) await engine.track(tracked('paid', engine.clock.now()));
  await engine.settle();
  await days(engine, 3);

  expect(engine.sent.map(({ to }) => to)).toEqual(mails);
});
