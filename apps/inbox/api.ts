import type { PartsPage } from '../client/thread.ts';
import type { SignedIn } from './sign-in.ts';

export type Person = { id: string; name: string | null; email: string | null };

export type ConversationRow = {
  id: string;
  state: 'open' | 'closed' | 'snoozed';
  updated_at: number;
  created_at: number;
  waiting_since: number | null;
  admin_assignee_id: number | null;
  source: { body: string; author: Person & { type: string } };
  contacts: { contacts: { id: string; external_id: string | null }[] };
};

export type ContactCard = Person & {
  role: string;
  external_id: string | null;
  signed_up_at: number | null;
  last_seen_at: number | null;
  custom_attributes: Record<string, string | number | boolean | null>;
};

export type Me = Person & { app: { name: string } };

export type InboxApi = {
  me(): Promise<Me>;
  conversations(after?: string): Promise<{ rows: ConversationRow[]; next: string | undefined }>;
  conversation(id: string): Promise<ConversationRow>;
  contact(id: string): Promise<ContactCard>;
  partsAfter(conversation: string, seq: number): Promise<PartsPage>;
  reply(conversation: string, message: { body: string; note: boolean; clientId: string }): Promise<void>;
  /** Closes or opens it; `body` goes with closing. */
  change(conversation: string, to: 'close' | 'open', body?: string): Promise<void>;
  ticket(): Promise<string>;
};

/** The token is no longer good: sign in again. */
export class SignedOut extends Error {}

/** Takes a signed-in teammate and the workspace; returns the calls that the inbox makes. Each throws with words for people. */
export function inboxApi(teammate: SignedIn, workspace: string): InboxApi {
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${teammate.token()}`,
        'Parley-Workspace': workspace,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    let answer = await ask(method, path, body);
    // A request that was refused did nothing: it is made again with a new token.
    if (answer.status === 401 && (await teammate.renew())) answer = await ask(method, path, body);
    if (answer.status === 401) throw new SignedOut('Please sign in again.');
    const parsed = await answer.json().catch(() => undefined);
    if (!answer.ok) throw new Error(parsed?.errors?.[0]?.message ?? 'The server did not answer. Please try again.');
    return parsed;
  };
  const at = (conversation: string) => `/conversations/${encodeURIComponent(conversation)}`;

  return {
    me: () => call('GET', '/me'),
    conversations: async (after) => {
      const cursor = after === undefined ? '' : `&starting_after=${encodeURIComponent(after)}`;
      const page = await call<{
        conversations: ConversationRow[];
        pages: { next?: { starting_after: string } };
      }>('GET', `/conversations?per_page=50${cursor}`);
      return { rows: page.conversations, next: page.pages.next?.starting_after };
    },
    conversation: (id) => call('GET', at(id)),
    contact: (id) => call('GET', `/contacts/${encodeURIComponent(id)}`),
    partsAfter: (conversation, seq) => call('GET', `${at(conversation)}/parts?after=${seq}`),
    reply: async (conversation, { body, note, clientId }) => {
      const message_type = note ? 'note' : 'comment';
      await call('POST', `${at(conversation)}/reply`, {
        ...{ type: 'admin', message_type, client_id: clientId },
        ...{ body, body_format: 'text' },
      });
    },
    change: async (conversation, to, body) => {
      await call('POST', `${at(conversation)}/parts`, {
        message_type: to,
        type: 'admin',
        ...(body ? { body, body_format: 'text' } : {}),
      });
    },
    ticket: async () => (await call<{ ticket: string }>('POST', '/conversations/socket_tickets', {})).ticket,
  };
}
