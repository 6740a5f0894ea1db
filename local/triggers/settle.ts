import { Failure } from '#domain/kernel/failure';
import type { FunctionRegistry } from '../functions/function-registry.ts';
import type { Trigger } from './trigger.ts';

const GIVES_UP_AFTER_MS = 120_000;

/**
 * Waits until streams and queues are empty and no function runs: until a whole round over all triggers found
 * nothing and nothing began meanwhile. Messages that wait for their visibility timeout or delay are at rest.
 * @throws unavailable that names what is still busy after two minutes.
 */
export async function settle(triggers: () => Trigger[], functions: FunctionRegistry): Promise<void> {
  const deadline = performance.now() + GIVES_UP_AFTER_MS;
  for (;;) {
    const starts = functions.starts;
    let busy: string[] = [];
    const rounds = triggers().map(async (trigger) => {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(unsettled([trigger.name])), deadline - performance.now()).unref();
      });
      const handled = await Promise.race([trigger.drain(), late]);
      if (handled > 0) busy.push(trigger.name);
    });
    await Promise.all(rounds);
    const running = functions.busyServices();
    if (busy.length === 0 && running.length === 0 && functions.starts === starts) return;
    busy = [...busy, ...running];
    if (performance.now() > deadline) throw unsettled(busy);
    if (running.length > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function unsettled(busy: string[]): Failure {
  return new Failure('unavailable', `The product does not come to rest. Still busy: ${busy.join(', ')}.`);
}
