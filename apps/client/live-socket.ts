import type { FrameIn, FrameOut } from '../../events/socket-frame.ts';

export type LiveSocketOptions = {
  /** Asks for a single-use ticket; returns the address to open. */
  address(): Promise<string>;
  onFrame(frame: FrameOut): void;
  /** Something may have been missed: the socket is open anew, or cannot be opened and time has passed. */
  onCatchUp(): void;
  onState(state: LiveState): void;
};

export type LiveState = 'connecting' | 'live' | 'polling';

/** In ms. API Gateway closes sockets that are idle for 10 minutes, and all of them after 2 hours. */
const PING_EVERY = 4 * 60_000;
const RENEW_AFTER = 110 * 60_000;
const PONG_WITHIN = 10_000;
const POLL_EVERY = 5_000;
const FIRST_WAIT = 1_000;
const MAX_WAIT = 120_000;

/**
 * Keeps a socket open for as long as the page lives: asks whether it still lives, renews it before the
 * gateway ends it, comes back with random pauses that grow, and asks for catching up whenever something
 * may have been missed. Frames may be lost; nothing is lost by that.
 */
export function liveSocket(options: LiveSocketOptions): { send(frame: FrameIn): void; stop(): void } {
  let socket: WebSocket | undefined;
  let stopped = false;
  let failures = 0;
  let opening = false;
  let wake: number | undefined;
  let pong: number | undefined;

  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  const send = (frame: FrameIn) => {
    if (isOpen()) socket?.send(JSON.stringify(frame));
  };
  const drop = () => {
    const old = socket;
    socket = undefined;
    old?.close();
  };
  const ping = () => {
    send({ type: 'ping' });
    clearTimeout(pong);
    pong = window.setTimeout(() => {
      drop();
      void open();
    }, PONG_WITHIN);
  };
  const again = () => {
    if (stopped) return;
    options.onState(failures > 1 ? 'polling' : 'connecting');
    const longest = Math.min(MAX_WAIT, FIRST_WAIT * 2 ** failures);
    failures += 1;
    clearTimeout(wake);
    wake = window.setTimeout(() => void open(), Math.random() * longest);
  };
  const open = async () => {
    if (stopped || opening || isOpen()) return;
    opening = true;
    try {
      const next = new WebSocket(await options.address());
      next.onopen = () => {
        failures = 0;
        options.onState('live');
        options.onCatchUp();
      };
      next.onmessage = ({ data }) => {
        const frame: FrameOut = JSON.parse(String(data));
        if (frame.type === 'pong') clearTimeout(pong);
        else if (frame.type === 'resync') options.onCatchUp();
        else options.onFrame(frame);
      };
      next.onclose = () => {
        clearTimeout(pong);
        if (socket !== next) return;
        socket = undefined;
        again();
      };
      socket = next;
    } catch {
      again();
    } finally {
      opening = false;
    }
  };
  const look = () => {
    if (document.visibilityState !== 'visible') return;
    if (isOpen()) ping();
    else void open();
  };

  const timers = [
    window.setInterval(() => isOpen() && ping(), PING_EVERY),
    window.setInterval(() => {
      drop();
      void open();
    }, RENEW_AFTER),
    window.setInterval(() => {
      if (!isOpen() && document.visibilityState === 'visible') options.onCatchUp();
    }, POLL_EVERY),
  ];
  const events = ['online', 'focus', 'pageshow'];
  for (const name of events) window.addEventListener(name, look);
  document.addEventListener('visibilitychange', look);
  options.onState('connecting');
  void open();

  return {
    send,
    stop: () => {
      stopped = true;
      clearTimeout(wake);
      clearTimeout(pong);
      for (const timer of timers) clearInterval(timer);
      for (const name of events) window.removeEventListener(name, look);
      document.removeEventListener('visibilitychange', look);
      drop();
    },
  };
}
