/** `node scripts/part-order.ts`: fails if an import goes up the line of the parts. */
import { readdirSync, readFileSync } from 'node:fs';
import { partOrderFaults } from './checks/part-order.ts';

const files = readdirSync('layers', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path: `layers/${path}`, text: readFileSync(`layers/${path}`, 'utf8') }));

const faults = partOrderFaults(files);
for (const fault of faults) process.stdout.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
