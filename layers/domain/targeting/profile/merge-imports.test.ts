import type { EventImport } from '../../people/event/event-summary.ts';
import { withImports } from './merge-imports.ts';
import { emptyProfile } from './profile.ts';

const anImport = (summary: EventImport['summary']): EventImport => ({
  workspaceId: 'w',
  contactId: 'c',
  name: 'ordered',
  summary,
  correlationId: 'r',
});
const remembering = (summary: EventImport['summary']) => ({ ...emptyProfile('w', 'c'), events: { ordered: summary } });

describe('imported counts', () => {
  it('are remembered for a contact who has none', () => {
    const summary = { count: 16, first: 1_000, last: 9_000 };

    expect(withImports(emptyProfile('w', 'c'), [anImport(summary)]).events).toEqual({ ordered: summary });
  });

  it('never count less than what was counted here, and widen when it happened', () => {
    const profile = withImports(remembering({ count: 20, first: 5_000, last: 9_000 }), [
      anImport({ count: 16, first: 1_000, last: 6_000 }),
    ]);

    expect(profile.events).toEqual({ ordered: { count: 20, first: 1_000, last: 9_000 } });
  });

  it('change nothing the second time', () => {
    const profile = remembering({ count: 16, first: 1_000, last: 9_000 });

    expect(withImports(profile, [anImport({ count: 16, first: 1_000, last: 9_000 })])).toBe(profile);
  });
});
