import { Failure } from '#domain/failure/failure';
import type { Advance } from './run-job.ts';

/** Returns what does the next slice of a job of any kind. */
export function advanceJob(): Advance {
  return async ({ work }) => {
    switch (work.kind) {
      case 'import':
      case 'export':
        throw new Failure('unprocessable', `No worker knows the kind ${work.kind}`, { reason: 'unknown_kind' });
      default:
        return work satisfies never;
    }
  };
}
