import * as z from 'zod';
import type { Delivery } from '#domain/engage/delivery/delivery';
import { absentAsNull, codec } from '../table/codec.ts';

const instant = absentAsNull(z.number());

/** An entry of the ledger of sends. */
export const deliveryCodec = codec<Delivery>(
  'delivery',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    contactId: z.string(),
    campaignId: z.string(),
    // Those written before messages had ids have an index, which became the id.
    step: z.union([z.string(), z.number()]).transform(String),
    entry: z.number(),
    enteredAt: instant,
    state: z.enum(['queued', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'skipped', 'failed']),
    attempts: z.number(),
    leaseUntil: instant,
    providerId: absentAsNull(z.string()),
    reason: absentAsNull(z.string()),
    sentTo: absentAsNull(z.string()),
    sentAt: instant,
    deliveredAt: instant,
    openedAt: instant,
    clickedAt: instant,
    bouncedAt: instant,
    complainedAt: instant,
    unsubscribedAt: instant,
    failedAt: instant,
    createdAt: z.number(),
    correlationId: z.string(),
    // Those written before it was counted have none.
    version: z.number().default(0),
  }),
);
