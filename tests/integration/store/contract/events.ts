import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** An event of contact 1, changed as told. */
export function aStoredEvent(changes: Partial<TrackedEvent> & { workspaceId: string }): TrackedEvent {
  return {
    id: hex(7),
    contactId: hex(1),
    name: 'report-created',
    createdAt: 1_767_600_000_000,
    receivedAt: 1_767_600_000_500,
    metadata: {},
    correlationId: 'request-1',
    ...changes,
  };
}

/** What every store of events does. */
export function eventContract(stores: () => Stores): void {
  describe('events', () => {
    it('keeps an event once and returns it as it was written', async () => {
      const { events } = stores();
      const event = aStoredEvent({
        workspaceId: workspaceOfTest(),
        metadata: { size: 3, ok: true, none: null, price: { amount: 5, currency: 'eur' } },
      });

      expect(await events.append(event)).toBe('new');
      expect(await events.append({ ...event, correlationId: 'request-2' })).toBe('duplicate');
      expect(await events.listByName(event.workspaceId, event.contactId, event.name)).toEqual([event]);
    });

    it('takes a submission that is repeated for what it was, new', async () => {
      const { events } = stores();
      const event = aStoredEvent({ workspaceId: workspaceOfTest() });

      expect(await events.append(event)).toBe('new');
      expect(await events.append(event)).toBe('new');
      expect(await events.listByName(event.workspaceId, event.contactId, event.name)).toEqual([event]);
    });

    it('knows an event with an id of its own by that id, whatever instant a repeat carries', async () => {
      const { events } = stores();
      const event = aStoredEvent({ workspaceId: workspaceOfTest(), id: 'message-1' });
      const again = { ...event, createdAt: event.createdAt + 1, correlationId: 'request-2' };

      expect(await events.append(event, 'id')).toBe('new');
      expect(await events.append(again, 'id')).toBe('duplicate');
      expect(await events.append({ ...event, name: 'other' }, 'id')).toBe('new');
      expect(await events.listByName(event.workspaceId, event.contactId, event.name)).toEqual([event]);
    });

    it('lists one name newest first and no name that begins alike', async () => {
      const { events } = stores();
      const workspaceId = workspaceOfTest();
      for (const n of [2, 1, 3]) await events.append(aStoredEvent({ workspaceId, id: hex(n), createdAt: n }));
      await events.append(aStoredEvent({ workspaceId, name: 'report-created-late' }));
      await events.append(aStoredEvent({ workspaceId, name: 'report-created#1' }));
      await events.append(aStoredEvent({ workspaceId, contactId: hex(2) }));

      const found = await events.listByName(workspaceId, hex(1), 'report-created');

      expect(found.map(({ createdAt }) => createdAt)).toEqual([3, 2, 1]);
    });

    it('lists several names by time, page by page', async () => {
      const { events } = stores();
      const workspaceId = workspaceOfTest();
      const at = [...Array.from({ length: 9 }, (_, n) => n + 1), 5, 5, 5];
      for (const name of ['a', 'a-b', 'b#c', 'other'])
        for (const [n, createdAt] of at.entries())
          await events.append(aStoredEvent({ workspaceId, name, id: hex(n), createdAt: createdAt * 1_000 }));
      const asked = { names: ['b#c', 'a', 'a-b', 'never'], from: 2_000 };

      for (const limit of [1, 4, 7, 150]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await events.listByTime(workspaceId, hex(1), { ...asked, limit, cursor });
          expect(page.events.length).toBeLessThanOrEqual(limit);
          seen.push(...page.events.map(({ name, id, createdAt }) => `${createdAt} ${name} ${id}`));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(new Set(seen).size).toBe(33);
        expect(seen).toHaveLength(33);
        expect(seen.map((line) => Number.parseInt(line, 10))).toEqual(
          seen.map((line) => Number.parseInt(line, 10)).sort((a, b) => b - a),
        );
      }
      const first = await events.listByTime(workspaceId, hex(1), { ...asked, limit: 2 });
      const foreign = events.listByTime(workspaceId, hex(2), { ...asked, limit: 2, cursor: first.next });
      await expect(foreign).rejects.toMatchObject({ code: 'bad_request' });
    });

    it('lists all names page by page', async () => {
      const { events } = stores();
      const workspaceId = workspaceOfTest();
      for (const name of ['a', 'b'])
        for (const n of [1, 2, 3]) await events.append(aStoredEvent({ workspaceId, name, createdAt: n }));

      const first = await events.list(workspaceId, hex(1), 4);
      const second = await events.list(workspaceId, hex(1), 4, first.next);

      const seen = [...first.events, ...second.events].map(({ name, createdAt }) => `${name}${createdAt}`);
      expect(seen).toEqual(['b3', 'b2', 'b1', 'a3', 'a2', 'a1']);
      expect(second.next).toBeUndefined();
      await expect(events.list(workspaceId, hex(2), 4, first.next)).rejects.toMatchObject({ code: 'bad_request' });
    });
  });
}
