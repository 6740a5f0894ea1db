import { everyPattern, SAMPLE } from '../access-patterns.ts';
import { addressAttributes } from '../table/dynamo-request.ts';
import { isOfWorkspace } from './workspace-erasure.ts';

const OTHER = { workspaceId: `${SAMPLE.workspaceId}2` };
const listener = { workspaceId: SAMPLE.workspaceId, kind: 'contact', id: 'x' };

/** An item at every address of the table that some key builder knows. */
const items = everyPattern().flatMap(({ name, pattern, build }) => {
  const address = build(SAMPLE);
  if (address.index !== 'table' || !('sort' in address)) return [];
  const item = { ...addressAttributes(address), entity: pattern.entity };
  return [{ name, item: pattern.entity === 'connection' ? { ...item, listener } : item }];
});

describe('an item of a workspace', () => {
  it.each(items)('is known wherever it lies: $name', ({ item }) => {
    expect(isOfWorkspace(item, { workspaceId: SAMPLE.workspaceId })).toBe(true);
  });

  it.each(items)('is not taken for one of a workspace whose id begins the same: $name', ({ item }) => {
    expect(isOfWorkspace(item, OTHER)).toBe(false);
  });
});
