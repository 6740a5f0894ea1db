const started = Date.now();

/** Collects named checks and prints each as it ends. */
export class Checks {
  private passed = 0;
  private failed = 0;

  /** Runs one check; a thrown error is its failure. Returns what it returned, or undefined when it failed. */
  async check<T>(name: string, run: () => Promise<T> | T): Promise<T | undefined> {
    try {
      const result = await run();
      this.passed += 1;
      print(`ok   ${name}`);
      return result;
    } catch (error) {
      this.failed += 1;
      print(`FAIL ${name}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return undefined;
    }
  }

  /** As `check`, for what everything after it needs: its failure is thrown too. */
  async require<T>(name: string, run: () => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    await this.check(name, async () => {
      result = { value: await run() };
    });
    if (!result) throw new Error(`Stopped: ${name}`);
    return result.value;
  }

  /** Prints the closing line; returns whether all passed. */
  close(): boolean {
    print(`${this.passed} passed, ${this.failed} failed`, false);
    return this.failed === 0 && this.passed > 0;
  }
}

/** Takes a line; prints it with the seconds since the start. */
export function print(line: string, stamped = true): void {
  const stamp = stamped ? `${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s  ` : '';
  process.stdout.write(`${stamp}${line}\n`);
}
