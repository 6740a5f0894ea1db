import { createHash } from 'node:crypto';
import { aJob } from '#domain/connect/job/testing';
import type { Fact } from '#domain/fact';
import { Failure, isPermanent } from '#domain/kernel/failure';
import { aProfile } from '#domain/targeting/profile/testing';
import type { Effect } from '#events/follow-up-job';
import type { StreamFact } from '#runtime/stream-consumer';
import { outboxConsumer } from './outbox-consumer.ts';
import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, deliveries, HOUR, NOW, tracked } from './testing-journey.ts';

const EVE = 'eeeeeeeeeeeeeeeeeeeeeeee';

/** A port whose every method fails. */
const away = new Proxy({}, { get: () => () => Promise.reject(new Failure('unavailable', 'It is away')) }) as never;

const sequence = '100001';
const event: Fact = { kind: 'event-tracked', event: tracked('invited-teammate', NOW), sequence };
const written = (changes = {}): Fact => {
  return { kind: 'contact-written', before: ada(), after: ada({ version: 2, ...changes }), sequence };
};
const transitions = [{ ruleId: 'cccccccccccccccccccccccc', entered: true, entry: 1, at: NOW }];
const profile = aProfile({ workspaceId: WORKSPACE, contactId: ADA, transitions });

const FAULTS: [effect: Effect, ports: object, fact: Fact][] = [
  ['bus', { bus: away }, written({ name: 'Eve' })],
  ['webhooks', { webhooks: away }, written({ name: 'Eve' })],
  ['respond', { conversations: away }, written({ blocked: true })],
  ['people', { contactLinks: away }, written({ archived: true })],
  ['engage', { campaigns: away }, { kind: 'profile-decided', profile, sessionsCounted: false, sequence }],
  ['connect', { runJobs: away }, { kind: 'job-written', after: aJob(), sequence }],
];

describe('an effect that fails for hours', () => {
  it.each(FAULTS)(
    'is kept for later, here of %s, and holds back neither targeting nor another effect (X43)',
    async (effect, broken, fact) => {
      const engine = await anEngine({ now: NOW });
      await engine.stores.contacts.create(ada());
      const published: unknown[] = [];
      const bus = { publish: async (events: unknown[]) => void published.push(...events) };
      const consumer = outboxConsumer({ ...engine.workers, bus, ...broken });
      const numbered = [event, fact].map((each) => ({ fact: each, sequenceNumber: sequence, record: {} }));

      for (let hour = 0; hour < 3; hour += 1) {
        await consumer.work(numbered);
        await consumer.follow(numbered);
        engine.clock.advance(HOUR);
      }

      const { events } = await engine.stores.profiles.get(WORKSPACE, ADA);
      expect(events['invited-teammate']).toMatchObject({ count: 1 });
      expect(engine.asides.map((each) => each.effect)).toEqual([effect, effect, effect]);
      expect(published).toHaveLength(fact.kind === 'contact-written' && effect !== 'bus' ? 3 : 0);
    },
  );

  it('is done once it can be: mails of hours ago go out, each once (X43)', async () => {
    const faults = { active: true };
    const engine = await anEngine({
      now: NOW,
      interfere: async (call, run) => {
        if (faults.active && call === 'mails.send') throw new Failure('unavailable', 'The queue is away');
        return await run();
      },
    });
    await engine.launch({ audience: { event: 'invited-teammate', count: { op: 'gte', value: 1 } } });
    await engine.settle();
    await engine.addContact(ada());
    await engine.track(tracked('invited-teammate', NOW));
    await engine.workStream();
    await engine.workStream();
    engine.clock.advance(3 * HOUR);
    expect(engine.asides.map(({ effect }) => effect)).toEqual(['engage']);

    faults.active = false;
    await engine.settle();
    expect(engine.sent).toHaveLength(1);
    expect(await deliveries(engine)).toMatchObject([{ state: 'delivered' }]);
  });
});

it('a profile that is too large for an item can never be saved, and keeps no other contact from being counted (Y28)', async () => {
  const engine = await anEngine({ now: NOW });
  await engine.addContact(ada());
  await engine.addContact(ada({ id: EVE, externalId: 'eve', email: 'eve@example.com' }));
  const { profiles } = engine.stores;
  const names = Array.from({ length: 30_000 }, (_, n) => createHash('sha256').update(String(n)).digest('base64'));
  const summary = { count: 1, first: NOW, last: NOW };
  const large = Object.fromEntries(names.map((name) => [name, summary]));
  const read = async (workspaceId: string, contactId: string) => {
    const profile = await profiles.get(workspaceId, contactId);
    return contactId === ADA ? { ...profile, events: { ...large, ...profile.events } } : profile;
  };
  const consumer = outboxConsumer({ ...engine.workers, profiles: { ...profiles, get: read } });
  const seen = (contactId: string): StreamFact<Fact> => {
    const fact: Fact = { kind: 'event-tracked', event: { ...tracked('seen', NOW), contactId }, sequence };
    return { fact, sequenceNumber: sequence, record: {} };
  };

  const error: unknown = await consumer.work([seen(ADA)]).catch((thrown: unknown) => thrown);
  await consumer.work([seen(EVE)]);

  expect(error).toMatchObject({ code: 'payload_too_large' });
  // What is permanent goes among the dead letters at once, without another attempt (`stream-consumer.test.ts`).
  expect(isPermanent(error)).toBe(true);
  expect((await profiles.get(WORKSPACE, EVE)).events).toMatchObject({ seen: { count: 1 } });
});

describe('facts that come late', () => {
  it('are counted once, behind later ones, and enter whom they concern (X42)', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: { event: 'invited-teammate', count: { op: 'gte', value: 2 } } });
    await engine.addContact(ada());
    await engine.settle();
    const early: Fact = { kind: 'event-tracked', event: tracked('invited-teammate', NOW, 'early'), sequence: '200001' };
    const later: Fact = { ...early, event: tracked('invited-teammate', NOW + 1, 'later'), sequence: '200002' };
    await outboxConsumer(engine.workers).work([{ fact: later, sequenceNumber: '200002', record: {} }]);
    engine.asides.push({ effect: 'targeting', facts: [early] }, { effect: 'targeting', facts: [early, later] });
    await engine.settle();

    const { events } = await engine.stores.profiles.get(WORKSPACE, ADA);
    expect(events['invited-teammate']).toMatchObject({ count: 2 });
    expect(engine.sent).toHaveLength(1);
  });

  it('leave nothing behind of a contact that is gone (X42)', async () => {
    const engine = await anEngine({ now: NOW });
    engine.asides.push({ effect: 'targeting', facts: [event] });
    await engine.settle();

    expect((await engine.stores.profiles.get(WORKSPACE, ADA)).version).toBe(0);
  });
});
