import http, { type ClientRequest } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';

/** Tells the AWS proxy which round trip a call belongs to. */
export const ROUND_TRIP_HEADER = 'x-parley-round-trip';

/**
 * Numbers the round trips of this thread: calls that are under way together are one, however fast each is answered.
 * Counted where the calls are made, because whoever answers sees only when they happen to arrive. Must come before
 * the bundle is imported.
 */
export function numberRoundTrips(): void {
  const request = http.request;
  let trip = 0;
  let underWay = 0;
  const numbered = (...args: Parameters<typeof http.request>): ClientRequest => {
    if (underWay === 0) trip += 1;
    underWay += 1;
    const call = request(...args);
    call.setHeader(ROUND_TRIP_HEADER, trip);
    let over = false;
    const end = () => {
      if (!over) underWay -= 1;
      over = true;
    };
    call.once('response', (response) => response.once('end', end));
    call.once('close', end);
    return call;
  };
  http.request = numbered as typeof http.request;
  syncBuiltinESMExports();
}
