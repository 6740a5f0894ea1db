export type Sender = { name: string | null; address: string };

/** A mail ready for the provider. */
export type Mail = {
  from: Sender;
  to: string;
  subject: string;
  /** Empty for a mail that is text alone. */
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

/**
 * Takes a template and what it is for; returns what keeps it from being used, or undefined: bad syntax, an unknown filter, and
 * for a subject, that it renders to nothing whoever it is for.
 */
export type TemplateCheck = (source: string, part: 'subject' | 'body') => Promise<TemplateFault | undefined>;

/** HTML, or what keeps the markup from becoming it. */
export type CompiledMarkup = { html: string; fault?: undefined } | { html?: undefined; fault: TemplateFault };

/** Takes MJML (mjml.io) with Liquid in it; returns it as HTML with the same Liquid. */
export type MarkupCompiler = (mjml: string) => Promise<CompiledMarkup>;

/** A variable that a template names (`location.city`), where, and whether something else is shown to whoever has none. */
export type TemplateVariable = { name: string; line: number; hasFallback: boolean };

/** Takes a template; returns the variables that it names, those it makes itself left out. */
export type TemplateNames = (source: string) => Promise<TemplateVariable[]>;

/** Takes rendered HTML and its unsubscribe link; returns HTML that shows the link, wherever nothing of it hides it. */
export type UnsubscribeLink = (html: string, unsubscribeUrl: string) => string;

export type Templates = {
  /**
   * Renders Liquid with the given variables. Values are escaped for HTML, once, when `html` is true; dates are of the zone (IANA).
   * @throws unprocessable if it does not parse or takes too much time or memory
   */
  render(source: string, variables: Record<string, unknown>, as: { html: boolean; timezone: string }): string;
};
