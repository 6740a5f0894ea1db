import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import type { BusEvent } from '#events/bus-event';
import { eventBridgeBus } from './bus.ts';

const events = mockClient(EventBridgeClient);
const bus = eventBridgeBus(new EventBridgeClient({ region: 'eu-west-1' }), 'parley-events');
const started: BusEvent = {
  topic: 'campaign.started',
  workspace_id: 'acme0000',
  id: 'c1',
  correlation_id: 'request-1',
};

beforeEach(() => events.reset());

describe('eventBridgeBus', () => {
  it('publishes at most ten events in one request', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 0 });

    await bus.publish(Array.from({ length: 12 }, () => started));

    const sizes = events.commandCalls(PutEventsCommand).map(({ args: [command] }) => command.input.Entries?.length);
    expect(sizes).toEqual([10, 2]);
  });

  it('is unavailable when an event is refused', async () => {
    events.on(PutEventsCommand).resolves({ FailedEntryCount: 1 });

    await expect(bus.publish([started])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is unavailable when the bus cannot be reached', async () => {
    events.on(PutEventsCommand).rejects(new Error('socket hang up'));

    await expect(bus.publish([started])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
