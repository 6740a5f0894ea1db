import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { EventBus } from '#domain/kernel/event-bus';
import { Failure } from '#domain/kernel/failure';
import type { BusEvent } from '#events/bus-event';

/** EventBridge takes 10 entries in one request. */
const EVENTBRIDGE_MAX_ENTRIES = 10;

/** Takes a client and a bus's name; returns the bus. @throws unavailable if an event was not taken */
export function eventBridgeBus(client: EventBridgeClient, busName: string): EventBus<BusEvent> {
  return {
    publish: async (events) => {
      for (let start = 0; start < events.length; start += EVENTBRIDGE_MAX_ENTRIES) {
        await putEvents(client, busName, events.slice(start, start + EVENTBRIDGE_MAX_ENTRIES));
      }
    },
  };
}

async function putEvents(client: EventBridgeClient, busName: string, events: BusEvent[]): Promise<void> {
  const entries = events.map((event) => ({
    EventBusName: busName,
    Source: 'parley',
    DetailType: event.topic,
    Detail: JSON.stringify(event),
  }));
  let refused: number;
  try {
    const { FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries: entries }));
    refused = FailedEntryCount;
  } catch (cause) {
    throw new Failure('unavailable', 'The event bus could not be reached', { cause });
  }
  if (refused > 0) throw new Failure('unavailable', `The event bus refused ${refused} of ${events.length} events`);
}
