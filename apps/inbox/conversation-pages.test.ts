import type { ConversationRow } from './api.ts';
import { conversationPages } from './conversation-pages.ts';

const row = (id: string, updated_at: number) => ({ id, updated_at }) as ConversationRow;

/** An inbox whose pages, two conversations each, are what `rows` holds at the time. */
function anInbox(...rows: ConversationRow[]) {
  const page = (after: string | undefined) => {
    const from = after === undefined ? 0 : Number(after);
    const next = from + 2 < rows.length ? String(from + 2) : undefined;
    return { rows: rows.slice(from, from + 2), next };
  };
  const pages = conversationPages({
    conversations: async (after) => page(after),
    conversation: async (id) => rows.find((one) => one.id === id) as ConversationRow,
  });
  return { rows, pages, ids: () => pages.rows()?.map(({ id }) => id) };
}

describe('the list of the inbox', () => {
  it('is not known before it was read', () => {
    expect(anInbox().pages.rows()).toBeUndefined();
  });

  it('grows page by page until there is no older one', async () => {
    const { pages, ids } = anInbox(row('c', 3), row('b', 2), row('a', 1));

    await pages.refresh();
    expect([ids(), pages.hasMore()]).toEqual([['c', 'b'], true]);
    await pages.more();
    expect([ids(), pages.hasMore()]).toEqual([['c', 'b', 'a'], false]);
  });

  it('keeps what was read of older ones when the newest are read again', async () => {
    const { rows, pages, ids } = anInbox(row('c', 3), row('b', 2), row('a', 1));
    await pages.refresh();
    await pages.more();

    rows.splice(0, 3, row('a', 9), row('c', 3), row('b', 2));
    await pages.refresh();

    expect(ids()).toEqual(['a', 'c', 'b']);
  });

  it('begins anew when more is new than a page holds, so that nothing is missing in between', async () => {
    const { rows, pages, ids } = anInbox(row('b', 2), row('a', 1));
    await pages.refresh();

    rows.unshift(row('f', 6), row('e', 5), row('d', 4));
    await pages.refresh();

    expect([ids(), pages.hasMore()]).toEqual([['f', 'e'], true]);
  });

  it('reads a page once for all who ask for it at the same time', async () => {
    const { pages, ids } = anInbox(row('e', 5), row('d', 4), row('c', 3), row('b', 2), row('a', 1));
    await pages.refresh();

    await Promise.all([pages.more(), pages.more()]);

    expect(ids()).toEqual(['e', 'd', 'c', 'b']);
  });

  it('takes in one that is older than all of these', async () => {
    const { pages, ids } = anInbox(row('c', 3), row('b', 2), row('a', 1));
    await pages.refresh();

    await pages.find('a');

    expect(ids()).toEqual(['c', 'b', 'a']);
  });
});
