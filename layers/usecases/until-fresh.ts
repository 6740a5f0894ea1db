import { isFailure } from '#domain/failure/failure';

/** A popular record is changed by many at once; whoever loses this often asks again later. */
const ATTEMPTS = 12;

/**
 * Takes what reads records, decides and writes them on the condition that they are still as read; runs it again
 * while another writer was quicker, and returns what it returns.
 * @throws conflict after twelve lost races, and whatever else it throws
 */
export async function untilFresh<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      // A stale read is worth another try; a name that somebody else has is not.
      if (!isFailure(error, 'conflict') || error.details.reason !== undefined || attempt === ATTEMPTS) throw error;
    }
  }
}
