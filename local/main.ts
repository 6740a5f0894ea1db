/** `npm start`: the whole product on this machine. `npm run dev` is the same with `--watch`. */
import { type Local, startLocal } from './local.ts';
import { readCommandLine, USAGE } from './start/command-line.ts';
import { explain } from './start/explain.ts';
import { ReadyFiles } from './start/ready-files.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);
const readyFiles = new ReadyFiles();

try {
  const given = readCommandLine(process.argv.slice(2));
  if (given.help) say(USAGE);
  else await start(given);
} catch (error) {
  const { message, exitCode } = explain(error);
  complain(message);
  process.exitCode = exitCode;
}

async function start({ port, data, json, watch, verbose }: ReturnType<typeof readCommandLine>): Promise<void> {
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  const local = await startLocal({
    port,
    ...(data === undefined ? {} : { data }),
    log: complain,
    verbose,
    // To stderr: with --json, stdout has the one line that a program reads.
    progress: (line) => complain(`${seconds().toFixed(1).padStart(5)} s  ${line}`),
  });
  readyFiles.add(local.ready);
  say(json ? JSON.stringify(local.ready) : welcome(local, seconds()));
  stopOnSignals(local);
  if (!watch) return;
  // Only here: bundling costs memory that a product which is not edited does not need.
  const { watchSources } = await import('./watch/watch-sources.ts');
  watchSources(local, json ? complain : say);
}

function welcome({ ready }: Local, seconds: number): string {
  return `
Parley is running (${seconds.toFixed(1)} s).

  API        ${ready.http}      Authorization: Bearer ${ready.workspace.accessToken}
  Reference  ${ready.http}/docs
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
    readyFiles.remove();
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
