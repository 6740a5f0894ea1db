import { spawn } from 'node:child_process';

export type Surroundings = { cwd: string; env: Record<string, string> };

/** Takes a command line; returns its standard output. Throws an Error with the end of all output if it fails. */
export async function run(at: Surroundings, command: string, ...args: string[]): Promise<string> {
  const child = spawn(command, args, { cwd: at.cwd, env: at.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let all = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
    all += chunk;
  });
  child.stderr.on('data', (chunk) => {
    all += chunk;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${telling(all)}`);
  return output;
}

/** The lines that tell of a failure, which CloudFormation buries under those of the roll-back, and the end. */
function telling(output: string): string {
  const failures = output.split('\n').filter((line) => /FAILED|\bError\b|ERROR/.test(line));
  return [...failures.slice(0, 40), '...', output.slice(-2000)].join('\n');
}
