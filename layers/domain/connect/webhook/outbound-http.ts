/** A request to a host that somebody outside named: a webhook's target, an avatar, a page to import. */
export type OutboundRequest = {
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  body?: string;
  /** How many redirects a GET may follow, 3 at most; each target is checked like the first. 0 by default: a 3xx is the answer. */
  redirects?: number;
  /** What to do with an answer longer than 1 MB: fail (by default), or keep its beginning. */
  whenTooLong?: 'fail' | 'truncate';
};

export type OutboundResponse = {
  status: number;
  /** Names in lower case; of a header sent several times, the values joined by commas. */
  headers: Record<string, string>;
  body: Uint8Array;
};

/** Why no answer came: the `reason` of the `unavailable` failure. */
export type OutboundFault =
  | 'address_refused'
  | 'timeout'
  | 'connection_failed'
  | 'response_too_long'
  | 'too_many_redirects';

export type OutboundHttp = {
  /**
   * Takes a URL before it is stored. @throws bad_request `parameter_invalid`, field `url`, if it could never be
   * called: not https, with credentials, at a port or an address that is refused.
   */
  check(url: string): void;
  /**
   * Sends one request and returns the answer, whatever its status; the whole of it takes 5 s at most.
   * @throws bad_request as `check`; unavailable with an `OutboundFault` as its reason if there is no answer.
   */
  send(request: OutboundRequest): Promise<OutboundResponse>;
};
