import type { FrameOut, ShownPart } from '../../events/socket-frame.ts';

export type PartsPage = { parts: ShownPart[]; last_seq: number; has_more: boolean };

/** A message that was written and is not yet known to have arrived. */
export type PendingMessage = { clientId: string; body: string; note: boolean; state: 'sending' | 'failed' };

export type Thread = {
  parts(): ShownPart[];
  pending(): PendingMessage[];
  /** Reads what is missing, page after page. */
  catchUp(): Promise<void>;
  receive(frame: Extract<FrameOut, { type: 'part' }>): void;
  /** Sends a message, or one that failed again under the same client id: it arrives once. */
  say(message: { body: string; note?: boolean; clientId?: string }): Promise<void>;
};

export type ThreadOptions = {
  /** Returns the parts after a sequence number. */
  fetchAfter(seq: number): Promise<PartsPage>;
  send(message: { body: string; note: boolean; clientId: string }): Promise<void>;
  onChange(): void;
};

/**
 * One conversation as a client holds it: a part that follows the last one is taken as it comes, one that
 * is known is dropped, and any gap is filled over HTTP. The order is the sequence number's.
 */
export function thread(options: ThreadOptions): Thread {
  const bySeq = new Map<number, ShownPart>();
  let pending: PendingMessage[] = [];
  let last = 0;
  let reading: Promise<void> | undefined;
  let readAgain = false;

  const take = (parts: ShownPart[]) => {
    for (const part of parts) {
      bySeq.set(part.seq, part);
      pending = pending.filter((message) => message.clientId !== part.client_id);
    }
  };
  const read = async () => {
    do {
      readAgain = false;
      for (let more = true; more; ) {
        const page = await options.fetchAfter(last);
        take(page.parts);
        last = Math.max(last, page.last_seq);
        more = page.has_more;
      }
    } while (readAgain);
    options.onChange();
  };
  const catchUp = () => {
    if (reading !== undefined) {
      readAgain = true;
      return reading;
    }
    reading = read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
  const mark = (clientId: string, state: PendingMessage['state']) => {
    pending = pending.map((message) => (message.clientId === clientId ? { ...message, state } : message));
    options.onChange();
  };

  return {
    parts: () => [...bySeq.values()].sort((a, b) => a.seq - b.seq),
    pending: () => pending,
    catchUp,
    receive: (frame) => {
      if (frame.seq <= last) return;
      if (frame.seq === last + 1 && frame.part !== undefined && reading === undefined) {
        take([frame.part]);
        last = frame.seq;
        options.onChange();
        return;
      }
      // Whoever asked for it is not there to hear of a failure; the next frame or focus tries again.
      catchUp().catch(() => {});
    },
    say: async ({ body, note = false, clientId = crypto.randomUUID() }) => {
      if (pending.some((message) => message.clientId === clientId)) mark(clientId, 'sending');
      else pending = [...pending, { clientId, body, note, state: 'sending' }];
      options.onChange();
      try {
        await options.send({ body, note, clientId });
        await catchUp();
      } catch (error) {
        mark(clientId, 'failed');
        throw error;
      }
    },
  };
}
