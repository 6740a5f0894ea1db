import { aConversation, aPart } from '#domain/respond/conversation/testing';
import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, NOW } from './testing-journey.ts';

const OTHER = 'bbbbbbbbbbbbbbbbbbbbbbbb';

/** Three conversations of a contact, open, snoozed and closed, and one of somebody else. */
async function conversing(copies = 1) {
  const engine = await anEngine({ now: NOW, copies });
  await engine.addContact(ada());
  await engine.addContact(ada({ id: OTHER, email: 'other@example.com' }));
  const { conversations } = engine.stores;
  for (const [id, contactId, state] of [
    ['1', ADA, 'open'],
    ['2', ADA, 'snoozed'],
    ['3', ADA, 'closed'],
    ['4', OTHER, 'open'],
  ] as const) {
    const within = { workspaceId: WORKSPACE };
    const conversation = aConversation({ ...within, id, contactIds: [contactId], state, waitingSince: NOW });
    await conversations.create(conversation, aPart({ ...within, id: `7${id}`, conversationId: id, clientId: id }));
  }
  await engine.settle();
  const shown = async () =>
    Promise.all(
      ['1', '2', '3', '4'].map(async (id) => {
        const conversation = await conversations.get(WORKSPACE, id);
        return `${conversation?.state} ${conversation?.partCount}`;
      }),
    );
  return { ...engine, shown };
}

it.each([1, 2])('who is blocked has no open conversation any more, however often it is told (%i)', async (copies) => {
  const { changeContact, settle, shown, stores } = await conversing(copies);

  await changeContact(ADA, { archived: true, blocked: true });
  await settle();

  expect(await shown()).toEqual(['closed 1', 'closed 1', 'closed 0', 'open 0']);
  expect(await stores.conversations.get(WORKSPACE, '1')).toMatchObject({ waitingSince: null, snoozedUntil: null });
});

it('who is archived only keeps its conversations open', async () => {
  const { changeContact, settle, shown } = await conversing();

  await changeContact(ADA, { archived: true });
  await settle();

  expect(await shown()).toEqual(['open 0', 'snoozed 0', 'closed 0', 'open 0']);
});
