import { NOON } from '../campaign/testing.ts';
import type { Delivery } from './delivery.ts';

/** For tests: a queued delivery of `aCampaign`, changed as told. */
export function aDelivery(changes: Partial<Delivery> = {}): Delivery {
  return {
    id: '0123456789abcdef0123456789abcdef',
    workspaceId: 'acme0000',
    contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
    campaignId: 'cccccccccccccccccccccccc',
    step: '0',
    entry: 1,
    enteredAt: null,
    state: 'queued',
    attempts: 0,
    leaseUntil: null,
    providerId: null,
    reason: null,
    sentTo: null,
    sentAt: null,
    deliveredAt: null,
    openedAt: null,
    clickedAt: null,
    bouncedAt: null,
    complainedAt: null,
    unsubscribedAt: null,
    failedAt: null,
    createdAt: NOON,
    correlationId: 'request-1',
    version: 1,
    ...changes,
  };
}
