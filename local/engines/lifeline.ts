import { type ChildProcess, spawn } from 'node:child_process';

/** A program that ends when this process does, however it ends. */
export type Lifeline = { child: ChildProcess; stop(): Promise<void> };

// The shell holds the reading end of a pipe. When this process ends, even by SIGKILL, the pipe closes,
// `read` returns, and the program is ended. A program that ends by itself ends the shell too. What it kept goes with it.
const GUARD =
  '"$@" </dev/null & child=$!; (wait_for() { read -r _; kill "$child" 2>/dev/null; }; wait_for <&3) & wait "$child"; [ -z "$SCRATCH" ] || rm -rf -- "$SCRATCH"';

/**
 * Takes a program, its arguments and a folder that is removed when it has ended, if any; starts it, in a process group of
 * its own, so that Ctrl-C reaches only us.
 */
export function spawnWithLifeline(program: string, args: string[], scratch = ''): Lifeline {
  const child = spawn('/bin/sh', ['-c', GUARD, 'sh', program, ...args], {
    detached: true,
    env: { ...process.env, SCRATCH: scratch },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    child,
    stop: async () => {
      child.stdio[3]?.destroy();
      await gone;
    },
  };
}
