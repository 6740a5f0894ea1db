import type { SocketPush } from './socket-push.ts';

/** For tests: remembers what was sent to which socket; those in `gone` are closed. */
export function aSocketPush(gone: string[] = []): SocketPush & { sent: { to: string; frame: unknown }[] } {
  const sent: { to: string; frame: unknown }[] = [];
  return {
    sent,
    send: async (to, frame) => {
      if (gone.includes(to)) return 'gone';
      sent.push({ to, frame: JSON.parse(frame) });
      return 'sent';
    },
  };
}
