/** A mail ready for the provider. */
export type Mail = {
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Extra headers, such as List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058). */
  headers: Record<string, string>;
  /** SES message tags: come back with every delivery event. */
  tags: Record<string, string>;
};

export type Mailer = {
  /**
   * Hands the mail to the provider and returns its message id. `unavailable` (retryable) means that it
   * was surely not accepted; `unprocessable` that it never will be; any other error leaves it unknown.
   */
  send(mail: Mail): Promise<string>;
};

export type Templates = {
  /** Throws unprocessable with the line of the fault if the source is not valid Liquid. */
  check(source: string): void;
  /** Renders Liquid with the given variables. Values are escaped for HTML when `html` is true. */
  render(source: string, variables: Record<string, unknown>, html: boolean): string;
};
