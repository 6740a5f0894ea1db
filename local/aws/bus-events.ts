const KEPT = 5000;

/** What was put on the event bus, the newest of it: a product that runs for days would hold all of it. */
export class BusEvents {
  #events: unknown[] = [];

  add(events: unknown[]): void {
    this.#events.push(...events);
    if (this.#events.length > 2 * KEPT) this.#events = this.#events.slice(-KEPT);
  }

  newest(): unknown[] {
    return this.#events.slice(-KEPT);
  }
}
