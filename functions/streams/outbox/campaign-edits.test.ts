import { aContact } from '#domain/people/contact/testing';
import { rewriteCampaign } from '#usecases/engage/campaigns';
import { anEngine, WORKSPACE } from './testing.ts';
import { days, mail, PRO, runs, send, sentAfter, series } from './testing-campaign.ts';
import { ada, DAY, NOW } from './testing-journey.ts';

const pro = (changes = {}) => ada({ customAttributes: { plan: 'pro' }, ...changes });
const _did = (event: string) => ({ event, count: { op: 'gte', value: 1 } }) as const;
const _not = (event: string) => ({ event, count: { op: 'eq', value: 0 } }) as const;

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
