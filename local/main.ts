/** `npm start`: the whole product on this machine. `npm run dev` is the same with `--watch`. */
import { existsSync, mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SOURCES } from './assembly/synthesize.ts';
import { type Local, startLocal } from './local.ts';
import { repository } from './repository.ts';

const DEFAULT_PORT = 8080;
const READY_FILE = join(repository, '.parley/local.json');
const QUIET_MS = 300;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);

try {
  const begun = performance.now();
  const local = await startLocal({
    port: values.port === undefined ? DEFAULT_PORT : Number(values.port),
    ...(values.data === undefined ? {} : { data: values.data }),
    log: complain,
    verbose: values.verbose,
  });
  mkdirSync(join(repository, '.parley'), { recursive: true });
  writeFileSync(READY_FILE, `${JSON.stringify(local.ready, null, 2)}\n`);
  if (values.json) say(JSON.stringify(local.ready));
  else say(welcome(local, (performance.now() - begun) / 1000));
  stopOnSignals(local);
  if (values.watch) watchSources(local);
} catch (error) {
  complain(
    error instanceof Error && error.name === 'Failure'
      ? error.message
      : String(error instanceof Error ? error.stack : error),
  );
  process.exitCode = 1;
}

function welcome({ ready }: Local, seconds: number): string {
  return `
Parley is running (${seconds.toFixed(1)} s).

  API        ${ready.http}      Authorization: Bearer ${ready.workspace.accessToken}
  Messenger  ${ready.demo}
  Inbox      ${ready.inbox}     sign in as ${ready.admins.map(({ email }) => email).join(' or ')}
  Mail       ${ready.mail}
  Sockets    ${ready.websocket}

Try first: npm run demo
Seven days pass: curl -X PUT ${ready.http}/_local/clock -d '{"advance":"7d"}'
All controls: ${ready.http}/_local        Stop with Ctrl-C.`;
}

function stopOnSignals(local: Local): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    forgetReady(local);
    local.stop().then(
      () => process.exit(0),
      (error: Error) => {
        complain(error.message);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** Another instance may have written the file since. */
function forgetReady({ ready }: Local): void {
  if (existsSync(READY_FILE) && JSON.parse(readFileSync(READY_FILE, 'utf8')).http === ready.http) rmSync(READY_FILE);
}

function watchSources(local: Local): void {
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  for (const folder of SOURCES) {
    watch(join(repository, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        turn = turn.then(reload);
      }, QUIET_MS);
    });
  }

  async function reload(): Promise<void> {
    const begun = performance.now();
    try {
      await local.reload();
      say(`Reloaded in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
    }
  }
}
