import type { Segment } from './segment.ts';

/** A segment of everybody, built at the start of 2026; takes what should differ. */
export function aSegment(overrides: Partial<Segment> = {}): Segment {
  const at = Date.UTC(2026, 0, 1);
  return {
    id: '5e0000000000000000000001',
    workspaceId: 'workspace1',
    name: 'Everybody',
    personType: 'user',
    createdAt: at,
    updatedAt: at,
    serving: { version: 1, list: 1, rule: { everyone: true }, timezone: 'UTC', startedAt: at },
    building: null,
    lastVersion: 1,
    deleted: false,
    correlationId: 'correlation1',
    revision: 1,
    ...overrides,
  };
}
