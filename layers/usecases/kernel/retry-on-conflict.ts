import { Failure, isFailure } from '#domain/kernel/failure';

/** Of so many writers at once each wins in turn; whoever loses this often asks again in a second. */
const MAX_ATTEMPTS = 25;

/**
 * Takes what reads records, decides and writes them on the condition that they are still as read; runs it again
 * while another writer was quicker, and returns what it returns.
 * @throws unavailable after 25 lost races, when nothing has been written, and whatever else it throws
 */
export async function retryOnConflict<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      // A stale read is worth another try; a name that somebody else has is not.
      if (!isFailure(error, 'conflict') || error.details.reason !== undefined) throw error;
      if (attempt === MAX_ATTEMPTS)
        throw new Failure('unavailable', 'Too many changes of one record at once; try again', {
          retryAfter: 1,
          cause: error,
        });
    }
  }
}
