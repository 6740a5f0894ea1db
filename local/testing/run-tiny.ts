/** Runs the tiny assembly of a folder with its data in another one, and prints the ready object: `node run-tiny.ts ASSEMBLY DATA`. */
import { startLocal } from '../local.ts';

const [assembly = '', data = ''] = process.argv.slice(2);
const { ready } = await startLocal({ assembly, data, seed: 'nothing' });
process.stdout.write(`${JSON.stringify(ready)}\n`);
