import type { ConversationRow, InboxApi } from './api.ts';

/** The conversations that were read so far, newest activity first. */
export type ConversationPages = {
  /** Undefined before the first page. */
  rows(): ConversationRow[] | undefined;
  /** Whether there are older ones. */
  hasMore(): boolean;
  /** Reads the newest again; what was read of older ones stays. */
  refresh(): Promise<void>;
  /** Reads one that may be older than all of these. */
  find(id: string): Promise<void>;
  /** Reads the page behind the oldest; nothing while one is under way. */
  more(): Promise<void>;
};

/**
 * Takes the calls of the inbox; returns its list, page behind page. A conversation that moves to the top while pages are read is
 * shown once, where it is newest.
 */
export function conversationPages(api: Pick<InboxApi, 'conversations' | 'conversation'>): ConversationPages {
  const byId = new Map<string, ConversationRow>();
  let read = false;
  let next: string | undefined;
  let reading: Promise<void> | undefined;

  const take = (rows: ConversationRow[]) => {
    for (const row of rows) {
      if (row.updated_at >= (byId.get(row.id)?.updated_at ?? 0)) byId.set(row.id, row);
    }
  };
  return {
    rows: () => (read ? [...byId.values()].sort((a, b) => b.updated_at - a.updated_at) : undefined),
    hasMore: () => next !== undefined,
    refresh: async () => {
      const page = await api.conversations();
      // More news than a page holds: what lies between is not known, so the list begins anew.
      const meets = page.next === undefined || page.rows.some(({ id }) => byId.has(id));
      if (!read || !meets) {
        byId.clear();
        next = page.next;
      }
      read = true;
      take(page.rows);
    },
    find: async (id) => {
      if (!byId.has(id)) take([await api.conversation(id)]);
    },
    more: () => {
      reading ??= (async () => {
        const from = next;
        if (from === undefined) return;
        const page = await api.conversations(from);
        // Begun anew meanwhile: this page is of the list before.
        if (next !== from) return;
        take(page.rows);
        next = page.next;
      })().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
