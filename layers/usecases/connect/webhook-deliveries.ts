import type { OutboundHttp } from '#domain/connect/webhook/outbound-http';
import { suspendWebhook, type Webhook } from '#domain/connect/webhook/webhook';
import {
  claimAttempt,
  hold,
  markDead,
  nextStep,
  postpone,
  release,
  settleAttempt,
  type WebhookDelivery,
} from '#domain/connect/webhook/webhook-delivery';
import type { WebhookDeliveryStore } from '#domain/connect/webhook/webhook-delivery-store';
import { webhookDueSubject } from '#domain/connect/webhook/webhook-due';
import { hasFailedTooLong, healthAfter, type WebhookHealth } from '#domain/connect/webhook/webhook-health';
import { outcomeOfError, outcomeOfResponse, type WebhookOutcome } from '#domain/connect/webhook/webhook-outcome';
import { webhookRequest } from '#domain/connect/webhook/webhook-request';
import type { WebhookStore } from '#domain/connect/webhook/webhook-store';
import type { Clock } from '#domain/kernel/clock';
import type { DueStore } from '#domain/kernel/due';
import { Failure, isFailure } from '#domain/kernel/failure';
import type { Queue } from '#domain/kernel/queue';
import type { DeliverWebhookJob, ReleaseWebhookJob, WebhookJob } from '#events/webhook-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { jobOf } from './webhook-fan-out.ts';

export type WebhookWorkerPorts = {
  webhooks: WebhookStore;
  webhookDeliveries: WebhookDeliveryStore;
  webhookJobs: Queue<WebhookJob>;
  due: Pick<DueStore, 'arm'>;
  http: OutboundHttp;
  clock: Clock;
};

/** How often one worker's view of an endpoint's health is written again when another's came first. */
const MAX_HEALTH_ATTEMPTS = 5;

/**
 * Takes a job; makes one attempt at its delivery if it is due now, and sees to it that it is looked at again if it is
 * not settled then. At least once (R55): only who claims an attempt makes it, and what a dead worker left is due
 * again when its lease ends.
 * @throws unavailable for a delivery whose attempts are exhausted, so that the queue moves the job to where people look
 */
export async function deliverWebhook(ports: WebhookWorkerPorts, job: DeliverWebhookJob): Promise<void> {
  // Where somebody else wrote it first, another worker, a release, a person, what is to be done now is decided anew.
  await retryOnConflict(() => look(ports, job));
}

async function look(ports: WebhookWorkerPorts, job: DeliverWebhookJob): Promise<void> {
  const { workspaceId, subscriptionId: webhookId, deliveryId } = job;
  const [delivery, webhook, health] = await Promise.all([
    ports.webhookDeliveries.get({ workspaceId, webhookId, deliveryId }),
    ports.webhooks.get(workspaceId, webhookId),
    ports.webhooks.health(workspaceId, webhookId),
  ]);
  // The webhook was deleted, or the log has forgotten the delivery.
  if (delivery === undefined || webhook === undefined) return;

  const step = nextStep(delivery, { webhook, health }, ports.clock.now());
  switch (step.kind) {
    case 'nothing':
      return refuseExhausted(delivery);
    case 'markDead':
      await settle(ports, delivery, markDead(delivery));
      return;
    case 'hold':
      return await holdBack(ports, delivery);
    case 'wait':
      return await wait(ports, delivery, step.until);
    case 'send':
      return await attempt(ports, { delivery, webhook, health });
    default:
      return step satisfies never;
  }
}

/** Takes the job of a resumed webhook; lets one page of what waited for it go, and calls itself for the next. Safe to repeat. */
export async function releaseHeld(ports: WebhookWorkerPorts, job: ReleaseWebhookJob): Promise<void> {
  const webhook = await ports.webhooks.get(job.workspaceId, job.subscriptionId);
  if (webhook?.state !== 'active') return;
  const held = await ports.webhookDeliveries.listHeld(job.workspaceId, job.subscriptionId, MAX_RELEASED_AT_ONCE);
  await resumeHeld(ports, held);
  if (held.length === MAX_RELEASED_AT_ONCE) await ports.webhookJobs.send([job]);
}

/** So many writes fit into a worker's time. */
const MAX_RELEASED_AT_ONCE = 100;

/** The queue first: a delivery of an active webhook that still counts as held is sent all the same. */
async function resumeHeld(ports: WebhookWorkerPorts, held: WebhookDelivery[]): Promise<void> {
  if (held.length === 0) return;
  await ports.webhookJobs.send(held.map(jobOf));
  await forEachConcurrently(held, async (delivery) => {
    await settle(ports, delivery, release(delivery, ports.clock.now()));
  });
}

async function holdBack(ports: WebhookWorkerPorts, delivery: WebhookDelivery): Promise<void> {
  const held = await settle(ports, delivery, hold(delivery));
  // Resumed meanwhile: its release may have looked before this one waited.
  const now = await ports.webhooks.get(delivery.notification.workspaceId, delivery.webhookId);
  if (now?.state === 'active') await resumeHeld(ports, [held]);
}

async function wait(ports: WebhookWorkerPorts, delivery: WebhookDelivery, until: number): Promise<void> {
  await arm(ports, delivery, until);
  if (delivery.nextAttemptAt !== until) await settle(ports, delivery, postpone(delivery, until));
}

type Due = { delivery: WebhookDelivery; webhook: Webhook; health: WebhookHealth };

async function attempt(ports: WebhookWorkerPorts, { delivery, webhook, health }: Due): Promise<void> {
  const { clock, webhookDeliveries } = ports;
  const claimed = await webhookDeliveries.update(delivery, claimAttempt(delivery, clock.now()));
  const outcome = await outcomeOf(ports, webhook, claimed);
  const now = clock.now();
  // The endpoint first, the delivery last: what is settled is not looked at again.
  await judge(ports, { webhook, health }, outcome, now);
  const after = settleAttempt(claimed, outcome, now);
  if (after.nextAttemptAt !== null) await arm(ports, after, after.nextAttemptAt);
  await settle(ports, claimed, after);
  refuseExhausted(after);
}

async function outcomeOf(
  { http, clock }: WebhookWorkerPorts,
  webhook: Webhook,
  claimed: ReturnType<typeof claimAttempt>,
): Promise<WebhookOutcome> {
  try {
    const response = await http.send(webhookRequest(webhook, claimed, clock.now()));
    return outcomeOfResponse(response, clock.now());
  } catch (error) {
    return outcomeOfError(error);
  }
}

async function judge(
  ports: WebhookWorkerPorts,
  { webhook, health }: Pick<Due, 'webhook' | 'health'>,
  outcome: WebhookOutcome,
  now: number,
): Promise<void> {
  const after = await saveHealth(ports, webhook, health, outcome, now);
  if (outcome.kind === 'gone') await suspend(ports, webhook, 'gone', now);
  else if (outcome.kind === 'failed' && hasFailedTooLong(after, now)) await suspend(ports, webhook, 'failing', now);
}

async function saveHealth(
  { webhooks }: WebhookWorkerPorts,
  { workspaceId, id: webhookId }: Webhook,
  known: WebhookHealth,
  outcome: WebhookOutcome,
  now: number,
): Promise<WebhookHealth> {
  let before = known;
  for (let tries = 1; ; tries += 1) {
    const after = healthAfter(before, outcome, now);
    if (after === before) return after;
    try {
      await webhooks.saveHealth({ workspaceId, webhookId }, before, after);
      return after;
    } catch (error) {
      if (!isFailure(error, 'conflict')) throw error;
      // Many workers at one endpoint: that one of them counts an error less matters to nobody.
      if (tries >= MAX_HEALTH_ATTEMPTS) return after;
      before = await webhooks.health(workspaceId, webhookId);
    }
  }
}

async function suspend(
  { webhooks }: WebhookWorkerPorts,
  { workspaceId, id }: Webhook,
  suspendedFor: 'gone' | 'failing',
  at: number,
): Promise<void> {
  await retryOnConflict(async () => {
    const before = await webhooks.get(workspaceId, id);
    if (before === undefined || before.state === 'suspended') return;
    await webhooks.update(before, suspendWebhook(before, suspendedFor, { at, correlationId: `webhook-${id}` }));
  });
}

/** A timer too many finds nothing to do; one too few would lose the delivery: so it is armed before the delivery is written. */
async function arm({ due }: WebhookWorkerPorts, delivery: WebhookDelivery, at: number): Promise<void> {
  const { id, webhookId, notification } = delivery;
  const subjectId = webhookDueSubject({ webhookId, deliveryId: id });
  await due.arm({ workspaceId: notification.workspaceId, kind: 'webhook', subjectId, at });
}

/** Writes what became of a delivery, and returns it as it is stored then; what somebody else wrote meanwhile (a person's redelivery, another worker) stands. */
async function settle(
  { webhookDeliveries }: WebhookWorkerPorts,
  before: WebhookDelivery,
  after: WebhookDelivery,
): Promise<WebhookDelivery> {
  if (after === before) return after;
  try {
    return await webhookDeliveries.update(before, after);
  } catch (error) {
    if (!isFailure(error, 'conflict')) throw error;
    return after;
  }
}

function refuseExhausted({ state, deadFor, id }: WebhookDelivery): void {
  if (state === 'dead' && deadFor === 'attempts_exhausted')
    throw new Failure('unavailable', `Every attempt at the delivery ${id} failed`, { reason: 'attempts_exhausted' });
}
