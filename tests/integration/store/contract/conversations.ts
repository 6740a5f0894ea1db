import type { Conversation } from '#domain/respond/conversation/conversation';
import { nextPart } from '#domain/respond/conversation/next-part';
import { startConversation } from '#domain/respond/conversation/start-conversation';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

const user = { type: 'user' as const, id: hex(1), name: 'Grace', email: null };
const admin = { type: 'admin' as const, id: '101', name: 'Ada', email: 'ada@example.com' };

/** A conversation that contact 1 begins, changed as told. */
export function begun(workspaceId: string, number = 1, clientId: string | null = `client-${number}`) {
  return startConversation({
    workspaceId,
    conversationId: String(5_000 + number),
    messageId: String(7_000 + number),
    contactId: hex(1),
    author: user,
    body: '<p>Hello</p>',
    clientId,
    at: 1_767_600_000_000 + number,
  });
}

/** A teammate's reply to it. */
export function reply(before: Conversation, clientId: string | null, at = before.updatedAt + 1_000) {
  return nextPart(before, {}, { id: `9${at}`, kind: 'comment', author: admin, body: 'Hi', clientId, at });
}

/** What every store of conversations does. */
export function conversationContract(stores: () => Stores): void {
  describe('conversations', () => {
    it('returns conversation and parts as they were written', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const { conversation, part } = begun(workspaceId);

      const created = await conversations.create(conversation, part);

      expect(created).toEqual({ conversation, replayed: false });
      expect(await conversations.get(workspaceId, conversation.id)).toEqual(conversation);
      expect(await conversations.listParts(workspaceId, conversation.id, 0, 10)).toEqual([part]);
      expect(await conversations.get(workspaceOfTest(), conversation.id)).toBeUndefined();
    });

    it('begins one conversation however often the same client id asks', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const first = begun(workspaceId, 1, 'same');
      const again = begun(workspaceId, 2, 'same');
      await conversations.create(first.conversation, first.part);

      const repeated = await conversations.create(again.conversation, again.part);

      expect(repeated).toEqual({ conversation: first.conversation, replayed: true });
      expect(await conversations.get(workspaceId, again.conversation.id)).toBeUndefined();
    });

    it('begins a conversation each time without a client id', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();

      for (const n of [1, 2]) {
        const { conversation, part } = begun(workspaceId, n, null);
        expect((await conversations.create(conversation, part)).replayed).toBe(false);
      }
    });

    it('appends one part for one client id, even to a conversation that moved on', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const { conversation, part } = begun(workspaceId);
      await conversations.create(conversation, part);
      const first = reply(conversation, 'r-1');

      expect(await conversations.append(conversation, first.conversation, first.part)).toMatchObject({
        part: first.part,
        replayed: false,
      });
      const again = reply(first.conversation, 'r-1');
      expect(await conversations.append(conversation, first.conversation, { ...first.part, id: '1' })).toMatchObject({
        part: first.part,
        replayed: true,
      });
      expect(await conversations.append(first.conversation, again.conversation, again.part)).toMatchObject({
        part: first.part,
        replayed: true,
      });
    });

    it('keeps the client ids of different people apart', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const { conversation, part } = begun(workspaceId, 1, 'same');
      await conversations.create(conversation, part);
      const note = reply(conversation, 'same');
      const { conversation: noted } = await conversations.append(conversation, note.conversation, note.part);

      const answer = nextPart(
        noted,
        {},
        { id: '3', kind: 'comment', author: user, body: 'x', clientId: 'same', at: 9 },
      );
      const appended = await conversations.append(noted, answer.conversation, answer.part);

      expect(appended).toMatchObject({ part: answer.part, replayed: false });
    });

    it('refuses to append to a stale conversation', async () => {
      const { conversations } = stores();
      const { conversation, part } = begun(workspaceOfTest());
      await conversations.create(conversation, part);
      const [one, two] = [reply(conversation, 'r-1'), reply(conversation, 'r-2')];
      await conversations.append(conversation, one.conversation, one.part);

      const late = conversations.append(conversation, two.conversation, two.part);

      await expect(late).rejects.toMatchObject({ code: 'conflict' });
    });

    it('saves what changes without a part, unless it is stale', async () => {
      const { conversations } = stores();
      const { conversation, part } = begun(workspaceOfTest());
      await conversations.create(conversation, part);
      const tagged = { ...conversation, tags: [{ tagId: '31', appliedBy: '101', appliedAt: 1_767_600_005_000 }] };

      await conversations.save(conversation, tagged);

      expect(await conversations.get(conversation.workspaceId, conversation.id)).toEqual({
        ...tagged,
        version: conversation.version + 1,
      });
      await expect(conversations.save(conversation, tagged)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('numbers the parts of concurrent writers without gaps', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const { conversation, part } = begun(workspaceId);
      await conversations.create(conversation, part);
      const write = async (n: number): Promise<void> => {
        for (;;) {
          const before = await conversations.get(workspaceId, conversation.id);
          if (before === undefined) throw new Error('gone');
          const next = reply(before, `r-${n}`, conversation.updatedAt + n);
          try {
            await conversations.append(before, next.conversation, next.part);
            return;
          } catch {
            // Stale: read again, as use cases do.
          }
        }
      };

      await Promise.all([1, 2, 3, 4, 5].map(write));

      const parts = await conversations.listParts(workspaceId, conversation.id, 0, 99);
      expect(parts.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
      expect(new Set(parts.map(({ clientId }) => clientId)).size).toBe(6);
    });

    it('catches up after a sequence number', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const { part, ...first } = begun(workspaceId);
      let { conversation } = first;
      await conversations.create(conversation, part);
      for (let n = 2; n <= 12; n += 1) {
        const next = reply(conversation, null);
        ({ conversation } = await conversations.append(conversation, next.conversation, next.part));
      }

      const parts = await conversations.listParts(workspaceId, conversation.id, 8, 3);

      expect(parts.map(({ seq }) => seq)).toEqual([9, 10, 11]);
      expect(await conversations.listParts(workspaceId, conversation.id, 12, 3)).toEqual([]);
    });

    it('lists newest activity first, page by page, for all and for one contact', async () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      for (const n of [1, 2, 3]) {
        const { conversation, part } = begun(workspaceId, n);
        await conversations.create(conversation, part);
      }
      const oldest = await conversations.get(workspaceId, '5001');
      if (oldest === undefined) throw new Error('gone');
      const next = reply(oldest, 'r');
      await conversations.append(oldest, next.conversation, next.part);
      const foreign = startConversation({
        ...begun(workspaceId, 4).part,
        contactId: hex(2),
        messageId: '1',
        conversationId: '5004',
        body: '',
        clientId: null,
        at: 1,
      });
      await conversations.create(foreign.conversation, foreign.part);

      const first = await conversations.list(workspaceId, 2);
      const second = await conversations.list(workspaceId, 9, first.next);
      const own = await conversations.listByContact(workspaceId, hex(1), 2);
      const rest = await conversations.listByContact(workspaceId, hex(1), 2, own.next);

      expect([...first.conversations, ...second.conversations].map(({ id }) => id)).toEqual([
        '5001',
        '5003',
        '5002',
        '5004',
      ]);
      expect([...own.conversations, ...rest.conversations].map(({ id }) => id)).toEqual(['5001', '5003', '5002']);
      expect(own.conversations[0]).toEqual({ ...next.conversation, version: 2 });
      await expect(conversations.listByContact(workspaceId, hex(2), 2, own.next)).rejects.toMatchObject({
        code: 'bad_request',
      });
    });
  });
}
