import type { TrackedEvent } from './tracked-event.ts';

/** An event of `aContact()` at the start of 2026, received when it happened; takes what should differ. */
export function anEvent(overrides: Partial<TrackedEvent> = {}): TrackedEvent {
  const createdAt = overrides.createdAt ?? Date.UTC(2026, 0, 1);
  return {
    id: 'event1',
    workspaceId: 'workspace1',
    contactId: '000000000000000000000001',
    name: 'report-created',
    createdAt,
    receivedAt: createdAt,
    metadata: {},
    correlationId: 'correlation1',
    ...overrides,
  };
}
