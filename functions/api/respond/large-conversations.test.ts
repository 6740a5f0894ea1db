import { aContact } from '#domain/people/contact/testing';
import { anApi } from '../testing.ts';
import { conversationRoutes } from './conversations.routes.ts';

jest.setTimeout(60_000);

type Shown = { conversation_parts: { conversation_parts: { id: string }[]; total_count: number } };
type Page = { parts: { seq: number }[]; last_seq: number; has_more: boolean };

const LONG = '&'.repeat(19_900);
const reply = { message_type: 'comment', type: 'user', user_id: 'grace', body: LONG };
const LIMIT = 6 * 1024 * 1024;
const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify({ body: text }));

async function aLongConversation(replies: number) {
  const api = await anApi(conversationRoutes);
  await api.ports.contacts.create(aContact({ workspaceId: 'acmeacme', externalId: 'grace' }));
  const begun = await api.ask('POST', '/conversations', { from: { type: 'user', user_id: 'grace' }, body: 'Hello' });
  const id = (begun.json as { conversation_id: string }).conversation_id;
  for (let n = 0; n < replies; n += 1) await api.ask('POST', `/conversations/${id}/reply`, reply);
  return { ...api, id };
}

describe('a conversation of 80 long replies (X25)', () => {
  it('shows the newest that one answer carries, and counts all', async () => {
    const { ask, id } = await aLongConversation(80);

    const { status, text, json } = await ask('GET', `/conversations/${id}`);

    const { conversation_parts: list } = json as Shown;
    expect([status, list.total_count]).toEqual([200, 80]);
    expect(list.conversation_parts.length).toBeLessThan(80);
    expect(list.conversation_parts.length).toBeGreaterThan(20);
    expect(sizeOf(text)).toBeLessThan(LIMIT);
  });

  it('is caught up with page after page, none of them too large', async () => {
    const { ask, id } = await aLongConversation(80);
    const seen: number[] = [];
    let page: Page = { parts: [], last_seq: 0, has_more: true };

    while (page.has_more) {
      const { text, json } = await ask('GET', `/conversations/${id}/parts?after=${page.last_seq}`);
      expect(sizeOf(text)).toBeLessThan(LIMIT);
      page = json as Page;
      seen.push(...page.parts.map(({ seq }) => seq));
    }

    expect(seen).toEqual(Array.from({ length: 81 }, (_, index) => index + 1));
  });
});
