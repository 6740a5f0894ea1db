import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import { sdk } from './people.ts';
import type { Product } from './product.ts';

type PartFrame = { type: 'part'; conversation_id: string; seq: number; part: { body: string } };

/** A contact in the messenger: a session, and a socket that collects what is pushed. */
export async function openMessenger(product: Product, person: { externalId: string }) {
  const { identitySecret, id } = product.workspace;
  const session = await post<{ token: string }>(`${product.http}/messenger/sessions`, undefined, {
    app_id: id,
    user_id: person.externalId,
    user_hash: createHmac('sha256', identitySecret).update(person.externalId).digest('hex'),
  });
  const messenger = (path: string, body: unknown) =>
    post<Record<string, string>>(`${product.http}/messenger${path}`, session.token, body);
  return {
    /** Begins a conversation over HTTP; returns its id. */
    write: async (body: string): Promise<string> => {
      const { conversation_id } = await messenger('/conversations', { body, client_id: crypto.randomUUID() });
      if (conversation_id === undefined) throw new Error('The message named no conversation');
      return conversation_id;
    },
    /** Sends another message into a conversation. */
    reply: async (conversationId: string, body: string): Promise<void> => {
      await messenger(`/conversations/${conversationId}/messages`, { body, client_id: crypto.randomUUID() });
    },
    /** Opens a socket with a single-use ticket. */
    listen: async () => {
      const { ticket } = await messenger('/tickets', {});
      return listen(`${product.websocket}?workspace=${id}&ticket=${ticket}`);
    },
    /** Everything after a sequence number: what a client asks for after its socket was cut. */
    catchUp: async (conversationId: string, after: number): Promise<{ seq: number; body: string }[]> => {
      const answer = await fetch(`${product.http}/messenger/conversations/${conversationId}/parts?after=${after}`, {
        headers: { authorization: `Bearer ${session.token}` },
      });
      const { parts } = (await answer.json()) as { parts: { seq: number; body: string }[] };
      return parts;
    },
  };
}

/** Takes a conversation; a teammate answers it through the official SDK. */
export async function answer(product: Product, conversationId: string, body: string): Promise<void> {
  const admin = product.admins[0];
  if (admin === undefined) throw new Error('The workspace has no teammate');
  await sdk(product).conversations.reply({
    conversation_id: conversationId,
    body: { message_type: 'comment', type: 'admin', admin_id: admin.id, body },
  });
}

async function listen(url: string) {
  const socket = new WebSocket(url);
  const frames: PartFrame[] = [];
  const waiting: (() => void)[] = [];
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as PartFrame;
    if (frame.type !== 'part') return;
    frames.push(frame);
    for (const wake of waiting.splice(0)) wake();
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    /** Resolves with the first frame that holds the text. */
    receive: async (text: string): Promise<PartFrame> => {
      for (;;) {
        const frame = frames.find(({ part }) => part.body?.includes(text));
        if (frame !== undefined) return frame;
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    /** Cuts the socket without a word, as a lost network does. */
    cut: () => socket.terminate(),
  };
}

async function post<T>(url: string, token: string | undefined, body: unknown): Promise<T> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}
