import { aTag } from '#domain/people/tag/testing';
import { anEngine, WORKSPACE } from './testing.ts';
import { days, runs, send, sentAfter, series } from './testing-campaign.ts';
import { ADA, ada, DAY, NOW, tracked } from './testing-journey.ts';

const pro = (changes = {}) => ada({ customAttributes: { plan: 'pro' }, ...changes });
const PAID = { event: 'paid', count: { op: 'gte', value: 1 } } as const;

describe('a series', () => {
  it('sends, waits and sends, to the millisecond', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('one'), { wait: '2d' }, send('two'), { wait: '12h' }, send('three')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 4);

    expect(sentAfter(engine, NOW)).toEqual([
      ['one', 0],
      ['two', 2],
      ['three', 2.5],
    ]);
    expect(await runs(engine)).toMatchObject([{ state: 'finished', received: ['0', '2', '4'] }]);
  });

  it('waits for a time of the day in the zone of the contact (J20)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [{ wait_until: { local_time: '09:00', weekdays: ['fri'] } }, send('friday')]);
    await engine.addContact(pro({ customAttributes: { plan: 'pro', timezone: 'America/Los_Angeles' } }));
    await engine.settle();
    await days(engine, 8);

    expect(engine.sent.map(({ date }) => new Date(date).toISOString())).toEqual(['2026-03-06T17:00:00.000Z']);
  });

  it('goes on as soon as what it waits for happens (J13)', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [{ wait_until: { rule: PAID, timeout: '7d' } }, send('thanks')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 2);
    await engine.track(tracked('paid', NOW + 2 * DAY));
    await engine.settle();

    expect(sentAfter(engine, NOW)).toEqual([['thanks', 2]]);
    await days(engine, 8);
    expect(engine.sent).toHaveLength(1);
  });

  it('goes on when it has waited long enough', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [{ wait_until: { rule: PAID, timeout: '7d' } }, send('late')]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 8);

    expect(sentAfter(engine, NOW)).toEqual([['late', 7]]);
  });

  it.each([
    ['at once if that counts', true, 0],
    ['only when it happens again unless that counts', false, 3],
  ])('that waits for what was done before goes on %s (J14)', async (_, already, day) => {
    const engine = await anEngine({ now: NOW });
    await engine.addContact(ada());
    await engine.track(tracked('paid', NOW - DAY, 'before'));
    await engine.settle();
    await series(engine, [{ wait_until: { rule: PAID, timeout: '7d', already } }, send('next')]);
    await engine.changeContact(ADA, { customAttributes: { plan: 'pro' } });
    await engine.settle();
    await days(engine, 3);
    await engine.track(tracked('paid', NOW + 3 * DAY, 'again'));
    await engine.settle();

    expect(sentAfter(engine, NOW)).toEqual([['next', day]]);
  });

  it('takes the branch of the rule that holds when it comes there', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [
      { wait: '1d' },
      { if: PAID, then: [send('thanks')], else: [send('please'), { wait: '1d' }, send('really')] },
      send('end'),
    ]);
    await engine.addContact(pro());
    await engine.settle();
    await days(engine, 3);

    expect(sentAfter(engine, NOW)).toEqual([
      ['please', 1],
      ['really', 2],
      ['end', 2],
    ]);
  });

  it('splits contacts by weight, each always the same way', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [
      {
        split: [
          { name: 'a', weight: 3, steps: [send('a')] },
          { name: 'b', weight: 1, steps: [send('b')] },
        ],
      },
    ]);
    for (let n = 0; n < 200; n += 1)
      await engine.addContact(pro({ id: n.toString(16).padStart(24, '0'), email: `u${n}@example.com` }));
    await engine.settle();

    const count = (subject: string) => engine.sent.filter((each) => each.subject === subject).length;
    expect([count('a') + count('b'), count('b') > 30, count('b') < 70]).toEqual([200, true, true]);
  });

  it('puts tags on and takes them off', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.stores.tags.create(aTag({ id: '7', workspaceId: WORKSPACE }));
    await series(engine, [{ tag: '7' }, { wait: '1d' }, { untag: '7' }]);
    await engine.addContact(pro());
    await engine.settle();
    const tags = async () => (await engine.stores.contacts.get(WORKSPACE, ADA))?.tagIds;
    const during = await tags();
    await days(engine, 1);

    expect([during, await tags()]).toEqual([['7'], []]);
  });

  it('ends at an exit', async () => {
    const engine = await anEngine({ now: NOW });
    await series(engine, [send('one'), { if: { everyone: true }, then: [{ exit: true }] }, send('two')]);
    await engine.addContact(pro());
    await engine.settle();

    expect(sentAfter(engine, NOW)).toEqual([['one', 0]]);
  });

  it('does what was due in its order, each once, when nobody looked for a day (J33)', async () => {
    const engine = await anEngine({ now: NOW, copies: 3 });
    await series(engine, [send('one'), { wait: '2h' }, send('two'), { wait: '2h' }, send('three')]);
    await engine.addContact(pro());
    await engine.settle();
    engine.clock.advance(DAY);
    await engine.tick();
    await days(engine, 1);

    expect(sentAfter(engine, NOW)).toEqual([
      ['one', 0],
      ['two', 1],
      ['three', 1 + 2 / 24],
    ]);
  });
});
