import type { FrameIn, FrameOut } from '../../events/socket-frame.ts';

/** What views of one conversation share: the frames that arrive and a way to send some. */
export type FrameSource = {
  /** Returns what ends listening. */
  listen(listener: (frame: FrameOut) => void): () => void;
  send(frame: FrameIn): void;
};

/** Returns a source, and what feeds it. */
export function frameSource(): FrameSource & {
  publish(frame: FrameOut): void;
  connect(send: (frame: FrameIn) => void): void;
} {
  const listeners = new Set<(frame: FrameOut) => void>();
  let sender: (frame: FrameIn) => void = () => {};
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (frame) => sender(frame),
    publish: (frame) => {
      for (const listener of listeners) listener(frame);
    },
    connect: (send) => {
      sender = send;
    },
  };
}
