/**
 * `npm run bench`: what the product costs, in request units, round trips and bytes, against the budgets
 * of the design. Counts are exact and repeat; the one time is taken within one process.
 */
import { startLocal } from '#local/local';
import { bundleLines } from './bench/bundles.ts';
import { conversationLines } from './bench/conversations.ts';
import { eventLines } from './bench/events.ts';
import { report } from './bench/measure.ts';
import { targetingLines } from './bench/targeting.ts';
import type { Product } from './walkthrough/product.ts';

const local = await startLocal({ port: 0, seed: 'workspace' });
try {
  const product = local.ready as Product;
  const lines = [
    ...(await eventLines(product)),
    ...(await targetingLines(product)),
    ...(await conversationLines(product)),
    ...(await bundleLines()),
  ];
  process.exitCode = report(lines) ? 0 : 1;
} finally {
  await local.stop();
}
