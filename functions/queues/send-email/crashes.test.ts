import { Failure } from '#domain/kernel/failure';
import { aContact } from '#domain/people/contact/testing';
import { anEngine, WORKSPACE } from '#functions/streams/outbox/testing';
import type { Interference } from '#functions/streams/outbox/testing-interference';
import type { EngineOptions } from '#functions/streams/outbox/testing-options';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const DAY = 86_400_000;
const ADA = 'aaaaaaaaaaaaaaaaaaaaaaaa';

/** The whole way of one mail: an audience that time makes true, the tick, the queues, SES and its reports. */
async function walk(interfere: Interference, options: Partial<EngineOptions> = {}) {
  const engine = await anEngine({ now: NOW, interfere, ...options });
  await engine.launch({ audience: { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' } });
  await engine.addContact(
    aContact({ id: ADA, workspaceId: WORKSPACE, email: 'ada@example.com', signedUpAt: NOW, createdAt: NOW }),
  );
  await engine.settle();
  engine.clock.set(Math.max(engine.clock.now(), NOW + 7 * DAY));
  await engine.tick();
  engine.clock.advance(DAY);
  await engine.tick();
  const [delivery] = await engine.stores.deliveries.listByContact(WORKSPACE, ADA, 10);
  return { mails: engine.sent.length, state: delivery?.state };
}

async function callsOfOneMail(): Promise<string[]> {
  const calls: string[] = [];
  await walk((call, run) => {
    calls.push(call);
    return run();
  });
  return calls;
}

/** The `n`th call of the walk, from 0, and those that repeat it, fail `times` times. */
function killAt(n: number, when: 'before' | 'after', times: number): Interference {
  let seen = -1;
  let left = times;
  return async (_call, run) => {
    seen += 1;
    if (seen < n || left === 0) return await run();
    left -= 1;
    if (when === 'after') await run();
    throw new Error('killed');
  };
}

describe('a function killed on the way of a mail', () => {
  it.each(['before', 'after'] as const)('%s any one of its calls leaves one mail, delivered', async (when) => {
    const calls = await callsOfOneMail();
    expect(calls).toContain('mailer.send');

    const outcomes: Record<string, unknown> = {};
    for (const [n, call] of calls.entries()) outcomes[`${n} ${call}`] = await walk(killAt(n, when, 1));

    const wanted = calls.map((call, n) => [`${n} ${call}`, { mails: 1, state: 'delivered' }]);
    expect(outcomes).toEqual(Object.fromEntries(wanted));
  });

  it('three times in a row before any one of its calls leaves one mail, delivered', async () => {
    const calls = await callsOfOneMail();

    const outcomes = await Promise.all(calls.map((_, n) => walk(killAt(n, 'before', 3))));

    expect(outcomes).toEqual(calls.map(() => ({ mails: 1, state: 'delivered' })));
  });
});

describe('a provider in trouble', () => {
  const failing = (error: () => unknown, times: number, accepted: boolean): Interference => {
    let left = times;
    return async (call, run) => {
      if (call !== 'mailer.send' || left === 0) return await run();
      left -= 1;
      if (accepted) await run();
      throw error();
    };
  };

  it('that throttles three times is asked again (J25)', async () => {
    const throttled = failing(() => new Failure('unavailable', 'slow down'), 3, false);

    expect(await walk(throttled)).toEqual({ mails: 1, state: 'delivered' });
  });

  it('that takes nothing for a day costs no attempt (X44)', async () => {
    const refused = { times: 0 };
    const busy: Interference = async (call, run) => {
      if (call !== 'mailer.send' || engine.clock.now() > NOW + DAY) return await run();
      refused.times += 1;
      throw new Failure('unavailable', 'slow down');
    };
    const engine = await anEngine({ now: NOW, interfere: busy });
    await engine.launch();
    await engine.addContact(aContact({ id: ADA, workspaceId: WORKSPACE, email: 'ada@example.com', createdAt: NOW }));
    for (const _ of [1, 2, 3]) await engine.settle().catch(() => {});

    const [delivery] = await engine.stores.deliveries.listByContact(WORKSPACE, ADA, 10);
    expect(refused.times).toBeGreaterThan(20);
    expect(engine.sent).toHaveLength(1);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1 });
  });

  it('that takes one mail a second takes each of 300 once, and none is given up (X44)', async () => {
    const seen = { second: 0, refused: 0 };
    const slow: Interference = async (call, run) => {
      if (call !== 'mailer.send') return await run();
      const second = Math.floor(engine.clock.now() / 1000);
      if (second !== seen.second) {
        seen.second = second;
        return await run();
      }
      seen.refused += 1;
      throw new Failure('unavailable', 'slow down');
    };
    const engine = await anEngine({ now: NOW, interfere: slow, visibility: 1000 });
    await engine.launch();
    const ids = Array.from({ length: 300 }, (_, n) => String(n).padStart(24, 'a'));
    for (const id of ids) {
      await engine.addContact(
        aContact({ id, externalId: id, workspaceId: WORKSPACE, email: `${id}@example.com`, createdAt: NOW }),
      );
    }
    for (const _ of [1, 2, 3, 4, 5]) await engine.settle().catch(() => {});

    const ledgers = await Promise.all(ids.map((id) => engine.stores.deliveries.listByContact(WORKSPACE, id, 10)));
    expect(new Set(engine.sent.map(({ to }) => to)).size).toBe(300);
    expect(engine.sent).toHaveLength(300);
    expect(ledgers.flat().map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(ids.map(() => 'delivered 1'));
    expect(seen.refused).toBeLessThan(60);
  });

  it('that refuses for good is not asked again', async () => {
    const refused = failing(() => new Failure('unprocessable', 'no', { reason: 'MessageRejected' }), 99, false);

    expect(await walk(refused)).toEqual({ mails: 0, state: 'failed' });
  });

  it('that accepts and loses its answer is settled by its report (J02)', async () => {
    const lost = failing(() => Object.assign(new Error('timeout'), { name: 'TimeoutError' }), 1, true);

    expect(await walk(lost)).toEqual({ mails: 1, state: 'delivered' });
  });

  it('that reports an opening before the mail is marked sent is not asked again, and the opening stays', async () => {
    const engine = await anEngine({
      now: NOW,
      interfere: async (call, run) => {
        const done = await run();
        const { deliveries } = engine.stores;
        const [sending] = call === 'mailer.send' ? await deliveries.listByContact(WORKSPACE, ADA, 1) : [];
        if (sending !== undefined) await deliveries.update(sending, { ...sending, openedAt: NOW });
        return done;
      },
    });
    await engine.launch();
    await engine.addContact(aContact({ id: ADA, workspaceId: WORKSPACE, email: 'ada@example.com', createdAt: NOW }));
    await engine.settle();
    engine.clock.advance(DAY);
    await engine.tick();

    const [delivery] = await engine.stores.deliveries.listByContact(WORKSPACE, ADA, 10);
    expect(engine.sent).toHaveLength(1);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, openedAt: NOW });
  });

  it('that reports two and a half minutes later is waited for', async () => {
    const lost = failing(() => Object.assign(new Error('timeout'), { name: 'TimeoutError' }), 1, true);

    expect(await walk(lost, { visibility: 30_000, reportDelay: 150_000 })).toEqual({ mails: 1, state: 'delivered' });
  });

  it.each([4, 30, 600, 1430])('that reports %i minutes later is waited for (X49)', async (minutes) => {
    const lost = failing(() => Object.assign(new Error('timeout'), { name: 'TimeoutError' }), 1, true);
    const slowly = { visibility: 600_000, reportDelay: minutes * 60_000 };

    expect(await walk(lost, slowly)).toEqual({ mails: 1, state: 'delivered' });
  });

  it('that never got the mail is asked again after lease and window (J03)', async () => {
    const lost = failing(() => Object.assign(new Error('timeout'), { name: 'TimeoutError' }), 1, false);

    expect(await walk(lost)).toEqual({ mails: 1, state: 'delivered' });
  });
});
