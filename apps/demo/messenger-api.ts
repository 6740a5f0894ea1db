import type { ShownPart } from '../../events/socket-frame.ts';
import type { PartsPage } from '../client/thread.ts';

/** What the product's server tells its page: the user, and the proof of who they are. */
export type DemoConfig = {
  workspace_id: string;
  http: string;
  websocket: string;
  user: { user_id: string; email: string; name: string; user_hash: string };
};

type Message = { body: string; clientId: string };

export type MessengerApi = {
  /** The conversation that goes on: the newest that is not closed. */
  current(): Promise<string | undefined>;
  begin(message: Message): Promise<{ conversation: string; part: ShownPart }>;
  say(conversation: string, message: Message): Promise<void>;
  partsAfter(conversation: string, seq: number): Promise<PartsPage>;
  /** The address of a socket, with a ticket that opens it once. */
  socketAddress(): Promise<string>;
};

/** Takes what the page knows; begins a messenger session for its user and returns its calls. A session that has ended is begun anew. */
export async function openSession(config: DemoConfig): Promise<MessengerApi> {
  let token = '';
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${config.http}/messenger${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const begin = async () => {
    const { workspace_id: app_id, user } = config;
    token = '';
    const answer = await ask('POST', '/sessions', { app_id, user_id: user.user_id, user_hash: user.user_hash });
    if (!answer.ok) throw new Error('The messenger cannot be reached.');
    ({ token } = await answer.json());
  };
  let beginning: Promise<void> | undefined;
  /** Once for all calls that find their session ended at the same time. */
  const beginAnew = (): Promise<void> => {
    beginning ??= begin().finally(() => {
      beginning = undefined;
    });
    return beginning;
  };
  const call = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    let answer = await ask(method, path, body);
    if (answer.status === 401) {
      await beginAnew();
      answer = await ask(method, path, body);
    }
    if (!answer.ok) throw new Error('The message did not arrive.');
    return await answer.json();
  };
  await beginAnew();

  return {
    current: async () => {
      const { conversations } = await call<{ conversations: { id: string; state: string }[] }>('GET', '/conversations');
      return (conversations.find(({ state }) => state !== 'closed') ?? conversations[0])?.id;
    },
    begin: async ({ body, clientId }) => {
      const sent = await call<{ conversation_id: string; part: ShownPart }>('POST', '/conversations', {
        body,
        client_id: clientId,
      });
      return { conversation: sent.conversation_id, part: sent.part };
    },
    say: async (conversation, { body, clientId }) => {
      await call('POST', `/conversations/${conversation}/messages`, { body, client_id: clientId });
    },
    partsAfter: (conversation, seq) => call('GET', `/conversations/${conversation}/parts?after=${seq}`),
    socketAddress: async () => {
      const { ticket, websocket } = await call<{ ticket: string; websocket: string }>('POST', '/tickets', {});
      return `${websocket}?workspace=${config.workspace_id}&ticket=${ticket}`;
    },
  };
}
