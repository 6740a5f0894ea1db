import { aContact } from '#domain/people/contact/testing';
import type { ConversationPart } from '#domain/respond/conversation/conversation';
import { aContactAuthor, anAdminAuthor, aPart } from '#domain/respond/conversation/testing';
import { memoryStores } from '#store/memory';
import { reactInRespond } from './respond-reactions.ts';

async function afterParts(...parts: Partial<ConversationPart>[]) {
  const stores = memoryStores();
  const contact = aContact({ id: aContactAuthor().id, workspaceId: 'acme0000', updatedAt: 5 });
  await stores.contacts.create(contact);
  const ports = {
    ...stores,
    clock: { now: () => 9_000 },
    followUps: { send: async () => {} },
    ids: { decimalId: () => '1' },
  };
  for (const part of parts)
    await reactInRespond(ports, {
      kind: 'part-appended',
      part: aPart({ workspaceId: 'acme0000', ...part }),
      sequence: '1',
    });
  const { lastRepliedAt, updatedAt } = (await stores.contacts.get('acme0000', contact.id)) ?? {};
  return { lastRepliedAt, updatedAt };
}

describe('last_replied_at (X16)', () => {
  it('is when the contact wrote last, whatever the order of parts', async () => {
    expect(await afterParts({ createdAt: 2_000 }, { createdAt: 1_000 })).toEqual({
      lastRepliedAt: 2_000,
      updatedAt: 5,
    });
  });

  it('is not touched by teammates', async () => {
    expect(await afterParts({ createdAt: 2_000, author: anAdminAuthor() })).toEqual({
      lastRepliedAt: null,
      updatedAt: 5,
    });
  });
});
