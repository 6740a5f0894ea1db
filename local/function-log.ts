const KEPT_LINES = 2000;

/** What functions wrote, the last lines of it. Passes on what a person at the terminal should see. */
export class FunctionLog {
  #lines: string[] = [];
  readonly #show: ((line: string) => void) | undefined;

  /** Takes what shows a line: warnings and errors only, unless `everything`. */
  constructor(show?: (line: string) => void, everything = false) {
    this.#show =
      show && ((line) => (everything || /"level":"(WARN|ERROR|CRITICAL)"/.test(line) ? show(line) : undefined));
  }

  add(service: string, line: string): void {
    const text = `${service}: ${line}`;
    this.#lines.push(text);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
    this.#show?.(text);
  }

  lines(): string[] {
    return this.#lines;
  }

  /** Keeps what went wrong in a part of the runtime itself. */
  addError(part: string, error: Error): void {
    this.add('local', JSON.stringify({ level: 'ERROR', message: `${part}: ${error.message}` }));
  }
}
