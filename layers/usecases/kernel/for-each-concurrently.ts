/** Independent calls at a time: enough to hide latency, few enough for one function's sockets. */
const CONCURRENCY = 10;

/**
 * Takes items and what to do with each; does it for all, ten at a time.
 * @throws the first failure, after the others are done
 */
export async function forEachConcurrently<Item>(items: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const failures: unknown[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      try {
        await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
}
