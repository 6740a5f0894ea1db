import { createHash } from 'node:crypto';
import type { Campaign } from '../campaign/campaign.ts';
import { programOf } from '../campaign/program.ts';
import type { Run } from './run.ts';

export type Entry = { contactId: string; entry: number; at: number; correlationId: string };

/** Takes a campaign and who enters it, at an instant in ms; returns the run at its beginning, not stored yet. */
export function newRun(campaign: Campaign, { contactId, entry, at, correlationId }: Entry): Run {
  return {
    workspaceId: campaign.workspaceId,
    campaignId: campaign.id,
    contactId,
    entry,
    state: isInControl(campaign, contactId) ? 'control' : 'active',
    reason: null,
    place: campaign.steps === null ? null : programOf(campaign.steps).first,
    arrivedAt: at,
    wakeAt: null,
    received: [],
    lastMessageAt: null,
    enteredAt: at,
    endedAt: null,
    goalAt: null,
    branches: {},
    correlationId,
    version: 0,
  };
}

/** Takes a campaign and a contact; returns whether the contact is of those who get nothing: the same at every entry (J30). */
export function isInControl({ id, control }: Pick<Campaign, 'id' | 'control'>, contactId: string): boolean {
  return fraction(`control/${id}/${contactId}`) * 100 < control;
}

/** Takes a text; returns a number from 0 to just below 1 that follows from it alone, evenly spread. */
export function fraction(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
