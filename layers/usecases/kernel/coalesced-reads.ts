/**
 * Takes a read; returns it so that callers share one: whoever comes while one is under way gets the next, because that one
 * may already have passed what the caller must see. What comes back was read after the call, however many call at once.
 */
export function coalescedReads<Found>(read: (key: string) => Promise<Found>): (key: string) => Promise<Found> {
  const running = new Map<string, Promise<Found>>();
  const next = new Map<string, Promise<Found>>();

  function begin(key: string): Promise<Found> {
    const reading = read(key).finally(() => {
      if (running.get(key) === reading) running.delete(key);
    });
    running.set(key, reading);
    return reading;
  }

  async function afterThis(key: string, reading: Promise<Found>): Promise<Found> {
    await reading.catch(() => undefined);
    next.delete(key);
    return await begin(key);
  }

  return (key) => {
    const reading = running.get(key);
    if (reading === undefined) return begin(key);
    const shared = next.get(key) ?? afterThis(key, reading);
    next.set(key, shared);
    return shared;
  };
}
