import { anEvent } from '#domain/people/event/testing';
import type { PartAuthor } from '#domain/respond/conversation/conversation';
import { aContactAuthor, anAdminAuthor, aPart } from '#domain/respond/conversation/testing';
import type { Rule } from '#domain/targeting/rule/rule';
import { outboxConsumer } from './outbox-consumer.ts';
import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, NOW } from './testing-journey.ts';

const MINUTE = 60_000;
const twice: Rule = { attribute: 'session_count', op: 'gte', value: 2 };

/** A contact that was never seen, and a campaign for those who came twice. */
async function aVisitor(copies = 1) {
  const engine = await anEngine({ now: NOW, copies });
  await engine.launch({ audience: twice });
  await engine.addContact(ada());
  await engine.settle();
  let events = 0;
  const at = (minute: number) => {
    engine.clock.set(NOW + minute * MINUTE);
    return engine.clock.now();
  };
  return {
    ...engine,
    /** Something tracked so many minutes after the beginning, told so many minutes late. */
    track: async (minute: number, late = 0) => {
      events += 1;
      const receivedAt = at(minute + late);
      const createdAt = receivedAt - late * MINUTE;
      await engine.track(anEvent({ id: `e${events}`, workspaceId: WORKSPACE, contactId: ADA, createdAt, receivedAt }));
      await engine.settle();
    },
    seen: async (minute: number) => {
      const lastSeenAt = at(minute);
      await engine.changeContact(ADA, { lastSeenAt, updatedAt: lastSeenAt });
      await engine.settle();
    },
    /** The session alone tells of it. */
    openMessenger: async (minute: number) => {
      const [createdAt, hash] = [at(minute), `hash${minute}`];
      const session = { id: hash, hash, workspaceId: WORKSPACE, contactId: ADA, verified: true, createdAt };
      await engine.stores.connections.createSession({ ...session, expiresAt: createdAt + 1_000 * MINUTE });
    },
    write: async (minute: number, author: PartAuthor) => {
      const part = aPart({ workspaceId: WORKSPACE, author, createdAt: at(minute) });
      await outboxConsumer(engine.workers).work([
        { fact: { kind: 'part-appended', part, sequence: '1' }, sequenceNumber: '1', record: {} },
      ]);
      await engine.settle();
    },
    count: async () => (await engine.stores.contacts.get(WORKSPACE, ADA))?.sessionCount,
  };
}

it('counts a session with the event that begins it, in rules and then in the contact', async () => {
  const { track, sent, count } = await aVisitor();

  await track(0);
  await track(29);
  expect([sent.length, await count()]).toEqual([0, 1]);
  await track(59);
  expect([sent.length, await count()]).toEqual([1, 2]);
});

it('counts nothing for what is imported from the past, and twice nothing', async () => {
  const { track, sent, count } = await aVisitor(2);

  await track(0);
  await track(-3 * 24 * 60, 3 * 24 * 60 + 60);
  expect([sent.length, await count()]).toEqual([0, 1]);
});

it('makes one of two sessions when something between them is told late', async () => {
  const { track, sent, count } = await aVisitor();

  await track(0);
  await track(40);
  expect([sent.length, await count()]).toEqual([1, 2]);
  await track(20, 25);
  expect([sent.length, await count()]).toEqual([1, 1]);
});

it('counts what the messenger sees and what a contact writes, not what a teammate writes', async () => {
  const { seen, write, track, count } = await aVisitor();

  await seen(0);
  await write(20, aContactAuthor({ id: ADA }));
  await track(45);
  expect(await count()).toBe(1);
  await write(100, anAdminAuthor());
  expect(await count()).toBe(1);
  await write(140, aContactAuthor({ id: ADA, type: 'lead' }));
  expect(await count()).toBe(2);
});

it('counts exactly although a contact that was seen is not written again for five minutes', async () => {
  const { seen, openMessenger, track, count } = await aVisitor();

  await seen(0);
  await openMessenger(4);
  await seen(33);
  expect(await count()).toBe(1);
  await openMessenger(37);
  await track(66);
  expect(await count()).toBe(1);
  await openMessenger(67);
  await track(101);
  expect(await count()).toBe(2);
});

it('leaves the instants of the contact alone, so that nothing is told of it', async () => {
  const { track, stores } = await aVisitor();
  const before = await stores.contacts.get(WORKSPACE, ADA);

  await track(0);

  expect(await stores.contacts.get(WORKSPACE, ADA)).toEqual({
    ...before,
    sessionCount: 1,
    correlationId: expect.any(String),
    version: (before?.version ?? 0) + 1,
  });
});
