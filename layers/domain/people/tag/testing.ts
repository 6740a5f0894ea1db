import type { Tag } from './tag.ts';

/** A tag of the start of 2026; takes what should differ. */
export function aTag(overrides: Partial<Tag> = {}): Tag {
  return {
    id: '71',
    workspaceId: 'workspace1',
    name: 'VIP',
    createdAt: Date.UTC(2026, 0, 1),
    correlationId: 'correlation1',
    version: 1,
    ...overrides,
  };
}
