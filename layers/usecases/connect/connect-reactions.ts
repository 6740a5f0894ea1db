import type { WebhookOccurrence } from '#domain/connect/webhook/webhook-occurrence';
import type { Fact } from '#domain/fact';
import type { EventBus } from '#domain/kernel/event-bus';
import type { Queue } from '#domain/kernel/queue';
import type { BusEvent } from '#events/bus-event';
import type { RunJob } from '#events/run-job';
import { busEventOf } from './bus-event-of.ts';
import { beginJob } from './run-job.ts';
import { enqueueDelivery, type FanOutPorts, fanOut, followWebhook } from './webhook-fan-out.ts';

export type WorkReactionPorts = Pick<FanOutPorts, 'webhookJobs'> & { runJobs: Queue<RunJob> };

/** Takes a fact; hands jobs that begin, and deliveries of webhooks that a person or a resumption wants sent, to their queues. Safe to repeat. */
export async function reactInConnect(ports: WorkReactionPorts, fact: Fact): Promise<void> {
  switch (fact.kind) {
    case 'webhook-written':
      return await followWebhook(ports, fact.before, fact.after);
    case 'job-written':
      return await beginJob(ports, fact.before, fact.after);
    case 'webhook-requested':
      return await enqueueDelivery(ports, fact.request);
    default:
  }
}

/** Takes facts, and what says what webhooks hear of one; tells those that want to hear it. Safe to repeat. */
export async function tellWebhooks(
  ports: FanOutPorts & { occurrencesOf: (fact: Fact) => WebhookOccurrence[] },
  facts: Fact[],
): Promise<void> {
  await fanOut(ports, facts.flatMap(ports.occurrencesOf));
}

/** Takes facts; tells subscribers outside Parley. Undefined for the bus is where nobody listens. A repeat tells them twice. */
export async function tellBus({ bus }: { bus: EventBus<BusEvent> | undefined }, facts: Fact[]): Promise<void> {
  const events = facts.flatMap((fact) => busEventOf(fact) ?? []);
  if (bus !== undefined && events.length > 0) await bus.publish(events);
}
