import { aContact } from '#domain/people/contact/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { type MessagingPolicy, NO_POLICY } from '#domain/workspace/messaging-policy/messaging-policy';
import { anEngine, WORKSPACE } from '#functions/streams/outbox/testing';
import type { EngineOptions } from '#functions/streams/outbox/testing-options';

const NOON = Date.UTC(2026, 2, 2, 12, 0, 0);
const [HOUR, DAY] = [3_600_000, 86_400_000];
const ADA = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const EVE = 'eeeeeeeeeeeeeeeeeeeeeeee';
const ada = aContact({ id: ADA, workspaceId: WORKSPACE, email: 'ada@acme.example' });
const ONE_IN_TWO_DAYS = { caps: [{ channel: 'email' as const, atMost: 1, per: '2d', window: 'rolling' as const }] };
const NIGHT = { quietHours: { from: '22:00', to: '08:00' } };

async function anEngineWith(policy: Partial<MessagingPolicy>, options: Partial<EngineOptions> = {}) {
  const engine = await anEngine({ now: NOON, ...options });
  const settings = async (changes: Partial<MessagingPolicy>) => {
    const workspace = await engine.stores.workspaces.get(WORKSPACE);
    if (workspace === undefined) throw new Error('no workspace');
    const messagingPolicy = { ...NO_POLICY, ...changes };
    await engine.stores.workspaces.administer({ workspace: { ...workspace, messagingPolicy }, activities: [] });
  };
  await settings(policy);
  const launch = (subject: string, audience: Rule = { everyone: true }) =>
    engine.launch({ audience, messages: [{ channel: 'email', subject, body: 'Hello {{ name }}' }] });
  /** Visits the due index every hour for so long; says when each new mail went, in hours from the beginning. */
  const watch = async (length: number) => {
    const seen = engine.sent.length;
    for (let passed = 0; passed < length; passed += HOUR) {
      engine.clock.advance(HOUR);
      await engine.tick();
    }
    return sentHours().slice(seen);
  };
  const sentHours = () => engine.sent.map(({ subject, date }) => [subject, Math.round((date - NOON) / HOUR)]);
  const states = async (contactId = ADA) =>
    (await engine.stores.deliveries.listByContact(WORKSPACE, contactId, 10))
      .map(({ state, reason }) => reason ?? state)
      .sort();
  return { ...engine, settings, launch, watch, sentHours, states };
}

describe('a cap', () => {
  it('lets the next mail go when its window is over, to the hour', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS);
    await engine.addContact(ada);
    await engine.launch('first');
    await engine.settle();
    engine.clock.advance(HOUR);
    await engine.launch('second');
    await engine.settle();

    expect(engine.sentHours()).toEqual([['first', 0]]);
    expect(await engine.watch(4 * DAY)).toEqual([['second', 48]]);
    expect(await engine.states()).toEqual(['delivered', 'delivered']);
  });

  it('sends three that are due at once one after the other, the oldest first (J15)', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS, { reversed: true });
    for (const subject of ['first', 'second', 'third']) {
      await engine.launch(subject);
      await engine.settle();
    }
    await engine.addContact(ada);
    await engine.settle();
    const mails = [...engine.sentHours(), ...(await engine.watch(5 * DAY))];

    expect(mails.map(([, hour]) => hour)).toEqual([0, 48, 96]);
    expect(new Set(mails.map(([subject]) => subject)).size).toBe(3);
  });

  it('asks everything again when the wait is over: who was unsubscribed meanwhile gets none (J15)', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS);
    await engine.addContact(ada);
    await engine.launch('first');
    await engine.launch('second');
    await engine.settle();
    await engine.changeContact(ADA, { unsubscribedFromEmails: true });

    expect(await engine.watch(3 * DAY)).toEqual([]);
    expect(await engine.states()).toEqual(['delivered', 'unsubscribed']);
  });

  it('holds for the mailbox, whichever contact has the address', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS);
    await engine.addContact(ada);
    await engine.launch('first');
    await engine.settle();
    const eve = { id: EVE, workspaceId: WORKSPACE, role: 'lead' as const, externalId: null, email: 'ADA@acme.example' };
    await engine.addContact(aContact({ ...eve, customAttributes: { plan: 'pro' } }));
    await engine.launch('second', { attribute: 'plan', op: 'eq', value: 'pro' });
    await engine.settle();

    expect(engine.sentHours()).toEqual([['first', 0]]);
    expect(await engine.watch(3 * DAY)).toEqual([['second', 48]]);
  });

  it.each([1, 2, 3, 4, 5, 6].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]))(
    'is never broken by jobs that come twice, and by a worker that is killed at call %i, %s it',
    async (killed, when) => {
      let calls = 0;
      const engine = await anEngineWith(ONE_IN_TWO_DAYS, {
        copies: 2,
        interfere: async (call, run) => {
          if (/mailboxes|deliveries\.update/.test(call)) calls += 1;
          const isKilled = calls === killed && /mailboxes|deliveries\.update/.test(call);
          if (isKilled && when === 'before') throw new Error('killed');
          const result = await run();
          if (isKilled) throw new Error('killed');
          return result;
        },
      });
      await engine.addContact(ada);
      for (const subject of ['first', 'second', 'third']) await engine.launch(subject);
      await engine.settle();
      const mails = [...engine.sentHours(), ...(await engine.watch(5 * DAY))];

      expect(mails).toHaveLength(3);
      const hours = mails.map(([, hour]) => Number(hour));
      expect(hours.slice(1).every((hour, index) => hour - (hours[index] ?? 0) >= 48)).toBe(true);
    },
  );

  it('that was lifted lets go what waits when it wakes', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS);
    await engine.addContact(ada);
    for (const subject of ['first', 'second', 'third']) await engine.launch(subject);
    await engine.settle();
    await engine.settings({});

    expect((await engine.watch(3 * DAY)).map(([, hour]) => hour)).toEqual([48, 48]);
  });
});

describe('quiet hours', () => {
  it('hold a mail that falls due at night until the morning of the contact (J19)', async () => {
    const engine = await anEngineWith(NIGHT);
    const berlin = { ...ada, customAttributes: { timezone: 'Europe/Berlin' } };
    engine.clock.advance(15 * HOUR);
    await engine.addContact(berlin);
    await engine.launch('hello');
    await engine.settle();

    expect(engine.sentHours()).toEqual([]);
    expect(await engine.watch(10 * HOUR)).toEqual([['hello', 19]]);
  });

  it('are those of the workspace where the contact names no zone that exists (J23)', async () => {
    const engine = await anEngineWith(NIGHT);
    engine.clock.advance(15 * HOUR);
    await engine.addContact({ ...ada, customAttributes: { timezone: 'Mars/Olympus' } });
    await engine.launch('hello');
    await engine.settle();

    expect(await engine.watch(10 * HOUR)).toEqual([['hello', 20]]);
  });
});

describe('a held mail', () => {
  it('stands in the due index, still queued, once', async () => {
    const engine = await anEngineWith(ONE_IN_TWO_DAYS, { copies: 2 });
    await engine.addContact(ada);
    await engine.launch('first');
    await engine.launch('second');
    await engine.settle();
    const shards = [0, 1, 2, 3].map((shard) => engine.stores.due.listDue(WORKSPACE, shard, NOON + 3 * DAY, 9));
    const held = (await Promise.all(shards)).flat();

    expect(held).toMatchObject([{ kind: 'delivery', at: NOON + 2 * DAY }]);
    expect(await engine.states()).toEqual(['delivered', 'queued']);
  });
});

describe('a workspace without a policy', () => {
  it('remembers nothing of whom it writes to', async () => {
    const engine = await anEngine({
      now: NOON,
      interfere: async (call, run) => {
        if (call.startsWith('mailboxes')) throw new Error('asked');
        return await run();
      },
    });
    await engine.addContact(ada);
    await engine.launch();
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });
});
