import { closeConversation } from '#domain/respond/conversation/change-state';
import { aConversation, anAdminAuthor, aPart, START } from '#domain/respond/conversation/testing';
import { memoryTable } from '../table/memory-table.ts';
import { conversationKey } from './conversation-keys.ts';
import { conversationStore } from './conversations.ts';

it('a conversation of an earlier release, which kept no statistics, is read, counted and goes on (X17)', async () => {
  const table = memoryTable();
  const conversations = conversationStore(table);
  const { workspaceId, id } = aConversation();
  await conversations.create(aConversation(), aPart());
  const { statistics: _, ...earlier } = (await table.get(conversationKey({ workspaceId, conversationId: id }))) ?? {};
  await table.put(earlier);

  const read = await conversations.get(workspaceId, id);
  if (read === undefined) throw new Error('not read');
  const action = { id: '7002', author: anAdminAuthor(), body: '<p>x</p>', at: START + 60_000 };
  const { conversation, part } = closeConversation(read, action);
  await conversations.append(read, conversation, part);

  expect(read).toEqual(aConversation());
  expect(await conversations.countListed(workspaceId, START)).toBe(1);
  expect((await conversations.get(workspaceId, id))?.statistics).toMatchObject({ countAssignments: 0, waits: [60] });
});
