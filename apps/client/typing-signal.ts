/** In ms. */
const EVERY = 3_000;

/** Takes what tells the other side; returns what to call at every key: the other side hears of it at most every three seconds. */
export function typingSignal(tell: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < EVERY) return;
    last = now;
    tell();
  };
}
