import type { SocketPush } from './socket-push.ts';

type ObservedPush = SocketPush & { sent: { to: string; frame: unknown }[]; closed: string[] };

/** For tests: remembers what was sent to which socket, and which were closed; those in `gone` are closed from the beginning. */
export function aSocketPush(gone: string[] = []): ObservedPush {
  const sent: { to: string; frame: unknown }[] = [];
  const closed: string[] = [];
  return {
    sent,
    closed,
    close: async (connectionId) => {
      closed.push(connectionId);
    },
    send: async (to, frame) => {
      if (gone.includes(to)) return 'gone';
      sent.push({ to, frame: JSON.parse(frame) });
      return 'sent';
    },
  };
}
