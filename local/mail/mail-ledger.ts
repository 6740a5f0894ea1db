import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A mail that SES accepted. */
export type AcceptedMail = {
  /** SES's message id. */
  id: string;
  /** The id under which the viewer knows it. */
  viewerId: string;
  /** In ms, virtual. */
  acceptedAt: number;
  raw: string;
  source: string;
  destination: string[];
  configurationSet: string | undefined;
  tags: Record<string, string>;
  /** Whether its configuration set was told of its sending and delivery; those kept before this was noted have it not. */
  reported?: boolean;
};

/** A line of the file: a mail, or the id of one that was reported meanwhile. */
type Line = AcceptedMail | { reportedId: string };

/** The mails SES accepted, oldest first; on disk before the sender hears of it when a file is given. */
export class MailLedger {
  #mails: AcceptedMail[] = [];
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (!file || !existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    // The last line may be cut short when the machine died while writing it: nobody was told of that mail.
    const kept = lines.flatMap((line): Line[] => (line.endsWith('}') ? [JSON.parse(line)] : []));
    this.#mails = kept.flatMap((line) => ('reportedId' in line ? [] : [line]));
    const reported = new Set(kept.flatMap((line) => ('reportedId' in line ? [line.reportedId] : [])));
    for (const mail of this.#mails) if (reported.has(mail.id)) mail.reported = true;
  }

  add(mail: AcceptedMail): void {
    this.#write(mail);
    this.#mails.push(mail);
  }

  /** The mail's first reports are on their way. */
  markReported(mail: AcceptedMail): void {
    mail.reported = true;
    this.#write({ reportedId: mail.id });
  }

  /** The mails whose first reports may have been lost with the process that was to send them. */
  unreported(): AcceptedMail[] {
    return this.#mails.filter(({ reported }) => reported === false);
  }

  all(): AcceptedMail[] {
    return this.#mails;
  }

  get(id: string): AcceptedMail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  clear(): void {
    this.#mails = [];
    if (this.#file) writeFileSync(this.#file, '');
  }

  #write(line: Line): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
  }
}
