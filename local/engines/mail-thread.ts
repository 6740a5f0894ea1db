/** SES and its viewer by aws-ses-v2-local. Mails bear virtual time. */
import { parentPort, workerData } from 'node:worker_threads';
import { installVirtualDate } from '../clock/virtual-date.ts';
import { freePort } from './free-port.ts';

export type MailData = { clock: SharedArrayBuffer };

const { clock }: MailData = workerData;
installVirtualDate(clock);
const { default: module } = await import('aws-ses-v2-local');
// A CommonJS module with a default export of its own.
const start = typeof module === 'function' ? module : Reflect.get(module, 'default');
const port = await freePort();
await start({ port, host: '127.0.0.1' });
parentPort?.postMessage({ address: `http://127.0.0.1:${port}` });
