import { repository } from '../repository.ts';

/** Exit codes: what was asked for makes no sense; it does, but this machine cannot do it now. */
const MISUSED = 2;
const FAILED = 1;

/** Takes why the product did not start; returns what to tell, in one sentence where the cause is known, and the exit code. */
export function explain(error: unknown): { message: string; exitCode: number } {
  if (!(error instanceof Error)) return { message: String(error), exitCode: FAILED };
  if (error.name === 'Failure') {
    const misused = 'code' in error && error.code === 'bad_request';
    return { message: error.message, exitCode: misused ? MISUSED : FAILED };
  }
  return { message: ofFileSystem(error) ?? error.stack ?? error.message, exitCode: FAILED };
}

function ofFileSystem(error: NodeJS.ErrnoException): string | undefined {
  const place = error.path ?? repository;
  switch (error.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `Cannot write ${place}: it is read-only for you; Parley builds into .parley of its checkout.`;
    case 'ENOSPC':
      return `Cannot write ${place}: the disk is full.`;
    case 'EMFILE':
      return 'Too many files are open: raise the limit (ulimit -n 4096) and start again.';
    default:
      return undefined;
  }
}
