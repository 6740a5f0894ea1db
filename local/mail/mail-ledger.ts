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
};

/** The mails SES accepted, oldest first; on disk before the sender hears of it when a file is given. */
export class MailLedger {
  #mails: AcceptedMail[] = [];
  readonly #file: string | undefined;

  constructor(file?: string) {
    this.#file = file;
    if (!file || !existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    // The last line may be cut short when the machine died while writing it: nobody was told of that mail.
    this.#mails = lines.flatMap((line) => (line.endsWith('}') ? [JSON.parse(line)] : []));
  }

  add(mail: AcceptedMail): void {
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(mail)}\n`);
    this.#mails.push(mail);
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
}
