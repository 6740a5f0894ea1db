import * as z from 'zod';
import { type Suppression, type SuppressionStore, withReason } from '#domain/engage/suppression/suppression';
import { addressKey } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Table } from '../table/table.ts';
import { suppressionKey } from './suppression-keys.ts';

const instant = absentAsNull(z.number());

const suppressionCodec = codec<Suppression>(
  'suppression',
  z.object({
    workspaceId: z.string(),
    address: z.string(),
    hardBouncedAt: instant,
    markedAsSpamAt: instant,
    unsubscribedAt: instant,
    version: z.number(),
  }),
);

/** How often a write that lost against another is tried again. */
const ATTEMPTS = 5;

/** Takes the table; returns the addresses in it that get no mail. */
export function suppressionStore(table: Table): SuppressionStore {
  async function get(workspaceId: string, written: string): Promise<Suppression | undefined> {
    const item = await table.get(suppressionKey({ workspaceId, address: addressKey(written) }), { consistent: true });
    return item === undefined ? undefined : suppressionCodec.fromItem(item);
  }
  return {
    get,
    async add(workspaceId, written, reason, at) {
      const address = addressKey(written);
      for (let attempt = 1; ; attempt += 1) {
        const stored = await get(workspaceId, address);
        const before = stored ?? unsuppressed(workspaceId, address);
        const after = withReason(before, reason, at);
        if (after === before) return;
        const item = suppressionCodec.toItem(
          { ...after, version: before.version + 1 },
          { at: [suppressionKey({ workspaceId, address })] },
        );
        try {
          return await table.put(item, stored === undefined ? 'absent' : { equals: { version: stored.version } });
        } catch (error) {
          if (!isFailure(error, 'conflict') || attempt >= ATTEMPTS) throw error;
        }
      }
    },
  };
}

function unsuppressed(workspaceId: string, address: string): Suppression {
  return { workspaceId, address, hardBouncedAt: null, markedAsSpamAt: null, unsubscribedAt: null, version: 0 };
}
