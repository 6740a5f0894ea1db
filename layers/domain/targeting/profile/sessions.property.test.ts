import * as fc from 'fast-check';
import { SESSION_GAP } from '../../people/contact/visit-log.ts';
import { NO_SESSIONS, withActivity } from './sessions.ts';

/** How long after the one before it something is told, how late it is told, and which of those before is told once more. */
const report = fc.record({
  wait: fc.integer({ min: 0, max: 3 * SESSION_GAP }),
  late: fc.integer({ min: 0, max: SESSION_GAP - 1 }),
  repeated: fc.option(fc.nat(), { nil: undefined }),
});

test('sessions are the longest runs of activity, in whatever order and however often it is told', () => {
  fc.assert(
    fc.property(fc.array(report, { maxLength: 40 }), (reports) => {
      const stamps: number[] = [];
      let [now, sessions] = [10 * SESSION_GAP, NO_SESSIONS];
      for (const { wait, late, repeated } of reports) {
        now += wait;
        stamps.push(now - late);
        sessions = withActivity(sessions, now - late);
        const old = repeated === undefined ? undefined : stamps[repeated % stamps.length];
        if (old !== undefined) sessions = withActivity(sessions, old);
      }
      const inOrder = stamps.toSorted((a, b) => a - b);
      const begun = inOrder.filter((at, n) => n === 0 || at - (inOrder[n - 1] ?? 0) >= SESSION_GAP);
      expect(sessions.count).toBe(begun.length);
    }),
  );
});
