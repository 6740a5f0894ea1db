import { aContact } from '#domain/people/contact/testing';
import { anEvent } from '#domain/people/event/testing';
import { type anEngine, WORKSPACE } from './testing.ts';

export const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ADA = 'aaaaaaaaaaaaaaaaaaaaaaaa';

/** For tests: a user who signed up at NOW, changed as told. */
export const ada = (changes = {}) =>
  aContact({
    id: ADA,
    workspaceId: WORKSPACE,
    name: 'Ada',
    email: 'ada@example.com',
    signedUpAt: NOW,
    createdAt: NOW,
    ...changes,
  });

/** For tests: an event of `ada`. */
export const tracked = (name: string, createdAt: number, id = 'event-1') =>
  anEvent({ workspaceId: WORKSPACE, contactId: ADA, name, createdAt, receivedAt: createdAt, id });

/** For tests: what the ledger says of `ada`. */
export const deliveries = (engine: Awaited<ReturnType<typeof anEngine>>) =>
  engine.stores.deliveries.listByContact(WORKSPACE, ADA, 50);
