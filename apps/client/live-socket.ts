import ReconnectingWebSocket from 'partysocket/ws';
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
const MAX_WAIT = 30_000;

/**
 * Keeps a socket open for as long as the page lives: asks whether it still lives, renews it before the
 * gateway ends it, comes back with pauses that grow, and asks for catching up whenever something
 * may have been missed. Frames may be lost; nothing is lost by that.
 */
export function liveSocket(options: LiveSocketOptions): { send(frame: FrameIn): void; stop(): void } {
  let pong: number | undefined;
  const socket = new ReconnectingWebSocket(options.address, undefined, {
    // Random, so that a thousand pages which lose their sockets at once do not come back at once.
    minReconnectionDelay: FIRST_WAIT * (0.5 + Math.random()),
    maxReconnectionDelay: MAX_WAIT * (0.5 + Math.random() / 2),
    reconnectionDelayGrowFactor: 2,
    maxEnqueuedMessages: 0,
  });

  const isOpen = () => socket.readyState === WebSocket.OPEN;
  const send = (frame: FrameIn) => {
    if (isOpen()) socket.send(JSON.stringify(frame));
  };
  const reconnect = () => {
    clearTimeout(pong);
    socket.reconnect();
  };
  const ping = () => {
    send({ type: 'ping' });
    clearTimeout(pong);
    pong = window.setTimeout(reconnect, PONG_WITHIN);
  };
  const look = () => {
    if (document.visibilityState !== 'visible') return;
    if (isOpen()) ping();
    else reconnect();
  };

  socket.onopen = () => {
    options.onState('live');
    options.onCatchUp();
  };
  socket.onmessage = ({ data }) => {
    const frame: FrameOut = JSON.parse(String(data));
    if (frame.type === 'pong') clearTimeout(pong);
    else if (frame.type === 'resync') options.onCatchUp();
    else options.onFrame(frame);
  };
  const failed = () => {
    clearTimeout(pong);
    options.onState(socket.retryCount > 1 ? 'polling' : 'connecting');
  };
  socket.onclose = failed;
  // Without a ticket there is no socket to close.
  socket.onerror = failed;

  const timers = [
    window.setInterval(() => isOpen() && ping(), PING_EVERY),
    window.setInterval(reconnect, RENEW_AFTER),
    window.setInterval(() => {
      if (!isOpen() && document.visibilityState === 'visible') options.onCatchUp();
    }, POLL_EVERY),
  ];
  const events = ['online', 'focus', 'pageshow'];
  for (const name of events) window.addEventListener(name, look);
  document.addEventListener('visibilitychange', look);
  options.onState('connecting');

  return {
    send,
    stop: () => {
      clearTimeout(pong);
      for (const timer of timers) clearInterval(timer);
      for (const name of events) window.removeEventListener(name, look);
      document.removeEventListener('visibilitychange', look);
      socket.onclose = null;
      socket.onerror = null;
      socket.close();
    },
  };
}
