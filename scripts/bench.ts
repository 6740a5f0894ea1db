/**
 * `npm run bench`: what the product costs, in request units, round trips and bytes, against the budgets
 * of the design. Counts repeat, but for the share of the rate limit counter, which is written in blocks; the one time
 * is taken within one process.
 */
import { synthesize } from '#local/assembly/synthesize';
import { startLocal } from '#local/local';
import { backfillLines } from './bench/backfill.ts';
import { bundleLines } from './bench/bundles.ts';
import { conversationLines } from './bench/conversations.ts';
import { dataExportLines } from './bench/data-export.ts';
import { eventGrowthLines } from './bench/event-growth.ts';
import { eventLines } from './bench/events.ts';
import { report } from './bench/measure.ts';
import { searchLines } from './bench/search-lines.ts';
import { targetingLines } from './bench/targeting.ts';
import { visitLines } from './bench/visits.ts';
import { webhookLines } from './bench/webhooks.ts';
import type { Product } from './walkthrough/product.ts';

const assembly = await synthesize();
const local = await startLocal({ port: 0, seed: 'workspace', assembly });
try {
  const product = local.ready as Product;
  const lines = [
    ...(await eventLines(product)),
    ...(await targetingLines(product)),
    ...(await dataExportLines(product)),
    ...(await conversationLines(product)),
    // The same with 100,000 contacts: npm run bench:search.
    ...(await searchLines(2_000)),
    ...(await webhookLines(product)),
    ...(await visitLines(product)),
    ...(await backfillLines(2_000)),
    ...(await eventGrowthLines(product)),
    ...bundleLines(assembly),
  ];
  process.exitCode = report(lines) ? 0 : 1;
} finally {
  await local.stop();
}
