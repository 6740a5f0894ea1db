/** Where subscribers outside Parley listen. */
export type EventBus<Event> = {
  /** Publishes every event, at least once. @throws unavailable if some were not taken. */
  publish(events: Event[]): Promise<void>;
};
