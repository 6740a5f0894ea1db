import * as z from 'zod';
import {
  LIFT_REMEMBERED,
  lifted,
  reasonsOf,
  type Suppression,
  type SuppressionStore,
  unsuppressed,
  withoutReason,
  withReason,
} from '#domain/engage/suppression/suppression';
import { addressKey } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import type { Activity } from '#domain/workspace/activity/activity';
import { absentAsNull, codec } from '../table/codec.ts';
import { readCursor, writeCursor } from '../table/cursor.ts';
import { sortValue } from '../table/dynamo-request.ts';
import type { Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { suppressionKey, suppressions } from './suppression-keys.ts';

const instant = absentAsNull(z.number());

const suppressionCodec = codec<Suppression>(
  'suppression',
  z.object({
    workspaceId: z.string(),
    address: z.string(),
    hardBouncedAt: instant,
    markedAsSpamAt: instant,
    unsubscribedAt: instant,
    manualAt: instant,
    liftedAt: instant,
    version: z.number(),
  }),
);

/** How often a write that lost against another is tried again. */
const ATTEMPTS = 5;

/** How many addresses one page looks at: some 25 read units, also where none has the reason asked for. */
const EXAMINED = 1_000;

/** Takes the table; returns the addresses in it that get no mail. */
export function suppressionStore(table: Table): SuppressionStore {
  async function get(workspaceId: string, written: string): Promise<Suppression | undefined> {
    const address = addressKey(written);
    // Nothing is left of blanks, and the table takes no empty key.
    if (address === '') return undefined;
    const item = await table.get(suppressionKey({ workspaceId, address }), { consistent: true });
    return item === undefined ? undefined : suppressionCodec.fromItem(item);
  }

  async function save(before: Suppression, after: Suppression, recorded: Activity[] = []): Promise<Suppression> {
    const next = { ...after, version: before.version + 1 };
    const when = before.version === 0 ? ('absent' as const) : { equals: { version: before.version } };
    if (recorded.length === 0) await table.put(itemOf(next), when);
    else await table.transact([{ put: itemOf(next), when }, ...activityWrites(recorded)]);
    return next;
  }

  async function rewrite(
    workspaceId: string,
    written: string,
    change: (before: Suppression) => Suppression,
    recorded?: Activity[],
  ): Promise<Suppression> {
    const address = addressKey(written);
    for (let attempt = 1; ; attempt += 1) {
      const before = (await get(workspaceId, address)) ?? unsuppressed(workspaceId, address);
      const after = change(before);
      if (after === before) return before;
      try {
        return await save(before, after, recorded);
      } catch (error) {
        if (!isFailure(error, 'conflict') || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  return {
    get,
    add: (workspaceId, address, reason, at, recorded) =>
      rewrite(workspaceId, address, (before) => withReason(before, reason, at), recorded),
    async withdraw(workspaceId, address, reason, at) {
      await rewrite(workspaceId, address, (before) => withoutReason(before, reason, at));
    },
    async lift(before, at, recorded) {
      await save(before, lifted(before, at), recorded);
    },
    async list(workspaceId, { limit, reason, cursor }) {
      const listing = ['suppressions', workspaceId, reason ?? ''];
      const from = readCursor(listing, z.tuple([z.string().min(1).max(500)]), cursor)?.[0];
      const found: Suppression[] = [];
      const after = from === undefined ? {} : { after: from };
      const page = await table.page({ in: suppressions({ workspaceId }), limit: EXAMINED, consistent: true, ...after });
      for (const item of page) {
        const suppression = suppressionCodec.fromItem(item);
        const reasons = reasonsOf(suppression);
        const isWanted = reason === undefined ? reasons.length > 0 : reasons.some((each) => each.reason === reason);
        if (!isWanted) continue;
        // One more than the page takes tells that there is more.
        if (found.length === limit) {
          const last = found.at(-1) as Suppression;
          return { suppressions: found, next: writeCursor(listing, [placeOf(last)]) };
        }
        found.push(suppression);
      }
      const last = page.at(-1);
      const isMore = last !== undefined && page.length === EXAMINED;
      return { suppressions: found, next: isMore ? writeCursor(listing, [sortValue('table', last)]) : undefined };
    },
  };
}

function itemOf(suppression: Suppression): Item {
  const at = [suppressionKey(suppression)];
  const { liftedAt } = suppression;
  const isForgotten = liftedAt !== null && reasonsOf(suppression).length === 0;
  return suppressionCodec.toItem(suppression, {
    at,
    ...(isForgotten ? { expiresAt: liftedAt + LIFT_REMEMBERED } : {}),
  });
}

const placeOf = (suppression: Suppression): string => suppressionKey(suppression).sort;
