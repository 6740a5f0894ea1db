import type { Trigger } from './trigger.ts';

const BEAT_MS = 250;
// Writes and sends are noticed as they pass the proxy; a look every five seconds finds what came another way.
const BEATS_PER_LOOK = 20;
// What is written within this time is read together: reading after every single write was half of all calls to the engines.
const GATHER_MS = 20;

/** Sets triggers to work: when told of news, when something they hold is due, and now and then. */
export class Dispatcher {
  readonly #clock: { now(): number };
  readonly #failed: (name: string, error: Error) => void;
  #triggers = new Map<string, Trigger>();
  #beats = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #gathering = new Set<string>();

  /** Takes the virtual clock, and what hears of a trigger that could not reach its engine. */
  constructor(clock: { now(): number }, failed: (name: string, error: Error) => void) {
    this.#clock = clock;
    this.#failed = failed;
  }

  get triggers(): Map<string, Trigger> {
    return this.#triggers;
  }

  /** Takes the triggers to run from now on; stops those that are not among them. */
  async replace(triggers: Map<string, Trigger>): Promise<void> {
    const gone = [...this.#triggers].filter(([key]) => !triggers.has(key));
    this.#triggers = triggers;
    this.#timer ??= setInterval(() => this.#beat(), BEAT_MS);
    await Promise.all(gone.map(([, trigger]) => trigger.stop()));
  }

  /** There is something new in what is named: in the streams of a table, in a queue, in all of a kind without a name. */
  notice(kind: Trigger['kind'], source?: string): void {
    const news = `${kind} ${source ?? ''}`;
    if (this.#gathering.has(news)) return;
    this.#gathering.add(news);
    setTimeout(() => {
      this.#gathering.delete(news);
      for (const trigger of this.#triggers.values()) {
        if (trigger.kind === kind && (source === undefined || trigger.source === source)) this.#drain(trigger);
      }
    }, GATHER_MS);
  }

  /** The earliest virtual instant at which a trigger has something due, in ms. */
  nextDue(): number | undefined {
    const due = [...this.#triggers.values()].flatMap((trigger) => trigger.nextDue() ?? []);
    return due.length === 0 ? undefined : Math.min(...due);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.replace(new Map());
    clearInterval(this.#timer);
  }

  #beat(): void {
    this.#beats = (this.#beats + 1) % BEATS_PER_LOOK;
    const now = this.#clock.now();
    for (const trigger of this.#triggers.values()) {
      if (this.#beats === 0 || (trigger.nextDue() ?? Number.POSITIVE_INFINITY) <= now) this.#drain(trigger);
    }
  }

  #drain(trigger: Trigger): void {
    trigger.drain().catch((error: Error) => this.#failed(trigger.name, error));
  }
}
