import { aContact } from '../../people/contact/testing.ts';
import { SESSION_GAP } from '../../people/contact/visit-log.ts';
import { anEvent } from '../../people/event/testing.ts';
import {
  activityOfEvent,
  activityOfWrite,
  mergeSessions,
  NO_SESSIONS,
  type Sessions,
  withActivity,
} from './sessions.ts';

const NOON = Date.UTC(2026, 5, 1, 12);
const MINUTE = 60_000;
const active = (...minutes: number[]): Sessions =>
  minutes.reduce((sessions, minute) => withActivity(sessions, NOON + minute * MINUTE), NO_SESSIONS);
const run = (from: number, to: number) => ({ from: NOON + from * MINUTE, to: NOON + to * MINUTE });

describe('a session', () => {
  it('lasts while less than 30 minutes pass without activity', () => {
    expect(active(0, 29, 58)).toEqual({ count: 1, runs: [run(0, 58)] });
    expect(active(0, 30)).toEqual({ count: 2, runs: [run(30, 30), run(0, 0)] });
  });

  it('is one whatever the order in which its activity is told, and however often', () => {
    expect(active(29, 0, 29, 0)).toEqual({ count: 1, runs: [run(0, 29)] });
    const sessions = active(0, 20);
    expect(withActivity(sessions, NOON + 10 * MINUTE)).toBe(sessions);
  });

  it('is one with the next if what came late lies between them', () => {
    expect(active(0, 40, 20)).toEqual({ count: 1, runs: [run(0, 40)] });
    expect(active(0, 60, 30)).toEqual({ count: 3, runs: [run(60, 60), run(30, 30), run(0, 0)] });
  });

  it('is remembered while there are few, and a repeat of an old one is passed over', () => {
    const sessions = active(0, 60, 120, 180);
    expect(sessions).toEqual({ count: 4, runs: [run(180, 180), run(120, 120), run(60, 60)] });
    expect(withActivity(sessions, NOON)).toBe(sessions);
  });
});

describe('activity', () => {
  it('is an event that is told within half an hour', () => {
    const told = (late: number) => activityOfEvent(anEvent({ createdAt: NOON, receivedAt: NOON + late }));
    expect([told(0), told(SESSION_GAP - 1), told(SESSION_GAP), told(365 * 86_400_000)]).toEqual([
      NOON,
      NOON,
      undefined,
      undefined,
    ]);
  });

  it('is not ahead of when it was told', () => {
    expect(activityOfEvent(anEvent({ createdAt: NOON + 5, receivedAt: NOON }))).toBe(NOON);
  });

  it('is a contact seen anew, not one that is written or imported', () => {
    const seen = (lastSeenAt: number | null, updatedAt = NOON) => aContact({ lastSeenAt, updatedAt });
    expect(activityOfWrite(undefined, seen(NOON))).toBe(NOON);
    expect(activityOfWrite(seen(NOON - 1), seen(NOON))).toBe(NOON);
    expect(activityOfWrite(seen(NOON), seen(NOON))).toBeUndefined();
    expect(activityOfWrite(undefined, seen(null))).toBeUndefined();
    expect(activityOfWrite(undefined, seen(NOON - SESSION_GAP))).toBeUndefined();
    expect(activityOfWrite(undefined, seen(NOON + 1))).toBeUndefined();
  });
});

describe('the sessions of two who are one', () => {
  it('are those of both', () => {
    expect(mergeSessions(active(0, 60), active(120))).toEqual(active(0, 60, 120));
    expect(mergeSessions(NO_SESSIONS, active(0))).toEqual(active(0));
  });

  it('count once what overlaps', () => {
    expect(mergeSessions(active(0, 20), active(40, 50))).toEqual({ count: 1, runs: [run(0, 50)] });
  });
});
