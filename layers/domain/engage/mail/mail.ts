export type Sender = { name: string | null; address: string };

/** A mail ready for the provider. */
export type Mail = {
  from: Sender;
  to: string;
  subject: string;
  html: string;
  text: string;
  /** When it was composed, in ms. */
  date: number;
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

export type TemplateFault = { message: string; line: number | null };

/** Takes a template; returns what keeps it from being rendered, such as bad syntax or an unknown filter, or undefined. */
export type TemplateCheck = (source: string) => Promise<TemplateFault | undefined>;

export type Templates = {
  /**
   * Renders Liquid with the given variables. Values are escaped for HTML when `html` is true.
   * @throws unprocessable if it does not parse or takes too much time or memory
   */
  render(source: string, variables: Record<string, unknown>, html: boolean): string;
};
