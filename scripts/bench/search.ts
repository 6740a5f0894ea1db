/**
 * `npm run bench:search`: what pages of lists and searches cost in a workspace of 100,000 contacts (or as many as the
 * first argument says), in read units and sequential round trips, against the budgets of the design.
 */
import { report } from './measure.ts';
import { searchLines } from './search-lines.ts';

const count = Number(process.argv[2] ?? 100_000);
process.exitCode = report(await searchLines(count)) ? 0 : 1;
