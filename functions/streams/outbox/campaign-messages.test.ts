import { aContact } from '#domain/people/contact/testing';
import { aTag } from '#domain/people/tag/testing';
import { rewriteCampaign } from '#usecases/engage/campaigns';
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

describe('an edit of a live campaign', () => {
  const edit = async (engine: Awaited<ReturnType<typeof anEngine>>, campaignId: string, draft: object) => {
    const { product, actor } = engine;
    const rewritten = await rewriteCampaign(product, actor, {
      campaignId,
      draft: { name: 'Edited', ...draft } as never,
    });
    await engine.settle();
    return rewritten;
  };

  it('enters nobody again, and leaves everybody where they are (J06)', async () => {
    const engine = await anEngine({ now: NOW });
    const id = await series(engine, [send('one'), { wait: '3d' }, send('two')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    const audience = { any: [PRO, { attribute: 'plan', op: 'eq', value: 'max' }] };
    await edit(engine, id, { audience, steps: [send('one, better'), { wait: '3d' }, send('two, better')] });
    await days(engine, 5);

    expect(sentAfter(engine, NOW)).toEqual([
      ['one', 0],
      ['two, better', 3],
    ]);
    expect(await runs(engine)).toHaveLength(1);
  });

  it('has who stands on a step that is gone go on at the next', async () => {
    const engine = await anEngine({ now: NOW });
    const id = await series(engine, [send('one'), { wait: '30d' }, { wait: '1d' }, send('two')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 2);
    const [one, , wait, two] = (await engine.stores.campaigns.get(WORKSPACE, id))?.steps ?? [];
    await edit(engine, id, { audience: PRO, steps: [one, wait, two] });
    await days(engine, 5);

    expect(sentAfter(engine, NOW)).toEqual([
      ['one', 0],
      ['two', 3],
    ]);
  });

  it.each([
    [
      'if asked',
      true,
      [
        ['one', 0],
        ['two', 1],
      ],
    ],
    ['not unless asked', false, [['one', 0]]],
  ])('reaches those who had finished with what is added at the end %s', async (_, reach_finished, mails) => {
    const engine = await anEngine({ now: NOW });
    const id = await series(engine, [send('one')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    await edit(engine, id, { audience: PRO, steps: [send('one'), send('two')], reach_finished });

    expect(sentAfter(engine, NOW)).toEqual(mails);
  });

  it.each([
    [
      'if asked',
      true,
      [
        ['one', 0],
        ['two', 1],
      ],
    ],
    ['not unless asked', false, [['one', 0]]],
  ])('reaches those who had the one message there was with a second %s', async (_, reach_finished, mails) => {
    const engine = await anEngine({ now: NOW });
    const id = await engine.launch({ audience: PRO, messages: [mail('one')] });
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 1);
    await edit(engine, id, { audience: PRO, messages: [mail('one'), mail('two')], reach_finished });
    await engine.addContact(
      aContact({
        id: 'b'.repeat(24),
        workspaceId: WORKSPACE,
        email: 'bob@example.com',
        customAttributes: { plan: 'pro' },
      }),
    );
    await engine.settle();

    expect(sentAfter(engine, NOW).slice(0, mails.length)).toEqual(mails);
    expect(engine.sent.filter(({ to }) => to === 'bob@example.com')).toHaveLength(2);
  });

  it('gives nobody who matches both versions a second entry while the first is filled in (J05)', async () => {
    const engine = await anEngine({ now: NOW });
    for (let n = 0; n < 60; n += 1)
      await engine.stores.contacts.create(
        pro({ id: n.toString(16).padStart(24, '0'), email: `u${n}@example.com`, createdAt: NOW - DAY }),
      );
    const id = await series(engine, [send('one'), { wait: '1d' }, send('two')]);
    await engine.workStream();
    await engine.step();
    await engine.step();
    await edit(engine, id, {
      audience: { any: [PRO, { attribute: 'plan', op: 'eq', value: 'max' }] },
      steps: [send('one'), { wait: '1d' }, send('two')],
    });
    await days(engine, 2);

    expect([engine.sent.length, new Set(engine.sent.map(({ to, subject }) => `${to} ${subject}`)).size]).toEqual([
      120, 120,
    ]);
  });
});

it('an end date that an edit gives is kept', async () => {
  const engine = await anEngine({ now: NOW });
  const id = await series(engine, [send('one'), { wait: '3d' }, send('two')]);
  await engine.addContact(pro());
  await engine.settle();
  const draft = {
    name: 'Edited',
    audience: PRO,
    steps: [send('one'), { wait: '3d' }, send('two')],
    ends_at: (NOW + DAY) / 1000,
  };
  await rewriteCampaign(engine.product, engine.actor, { campaignId: id, draft });
  await days(engine, 2);

  expect(await engine.stores.campaigns.get(WORKSPACE, id)).toMatchObject({ state: 'stopped' });
});

it('a start date that an edit puts off is waited for', async () => {
  const engine = await anEngine({ now: NOW });
  const id = await series(engine, [send('one')]);
  await engine.settle();
  const draft = { name: 'Edited', audience: PRO, steps: [send('one')], starts_at: (NOW + DAY) / 1000 };
  await rewriteCampaign(engine.product, engine.actor, { campaignId: id, draft });
  await engine.addContact(pro());
  await engine.settle();
  const before = engine.sent.length;
  await days(engine, 2);

  expect([before, sentAfter(engine, NOW)]).toEqual([0, [['one', 1]]]);
});

it('whoever had the message of a campaign that becomes a series gets what its steps send', async () => {
  const engine = await anEngine({ now: NOW });
  const id = await engine.launch({ audience: PRO, messages: [mail('one')], reentry: 'always' });
  await engine.addContact(pro());
  await engine.settle();
  const draft = { name: 'Edited', audience: PRO, steps: [send('first step')], reach_finished: true };
  const { steps } = await rewriteCampaign(engine.product, engine.actor, { campaignId: id, draft });

  expect(steps?.map(({ id: step }) => step)).toEqual(['1']);
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
