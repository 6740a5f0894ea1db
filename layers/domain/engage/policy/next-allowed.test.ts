import type { MessagingPolicy } from '../../workspace/messaging-policy/messaging-policy.ts';
import { NO_POLICY } from '../../workspace/messaging-policy/messaging-policy.ts';
import { nextAllowed, type RecentSend } from './next-allowed.ts';

const NIGHT = { quietHours: { from: '22:00', to: '08:00' } };

function allowed(policy: Partial<MessagingPolicy>, zone: string, at: string, recent: RecentSend[] = []) {
  const found = nextAllowed({ ...NO_POLICY, ...policy }, 'email', { zone, recent }, Date.parse(at));
  return [new Date(found.at).toISOString(), found.reason];
}

const mail = (at: string): RecentSend => ({ channel: 'email', at: Date.parse(at) });

describe('nextAllowed', () => {
  it('lets a message go at once without a policy', () => {
    expect(allowed({}, 'UTC', '2026-03-02T03:00:00Z')).toEqual(['2026-03-02T03:00:00.000Z', null]);
  });

  describe('quiet hours', () => {
    it('hold what falls due at 05:30 until 08:00 local time (J19)', () => {
      const due = '2026-03-02T05:30:00-05:00';

      expect(allowed(NIGHT, 'America/New_York', due)).toEqual(['2026-03-02T13:00:00.000Z', 'quiet_hours']);
    });

    it('begin at their first minute and are over at their last', () => {
      expect(allowed(NIGHT, 'UTC', '2026-03-02T21:59:59.999Z')).toEqual(['2026-03-02T21:59:59.999Z', null]);
      expect(allowed(NIGHT, 'UTC', '2026-03-02T22:00:00Z')).toEqual(['2026-03-03T08:00:00.000Z', 'quiet_hours']);
      expect(allowed(NIGHT, 'UTC', '2026-03-03T08:00:00Z')).toEqual(['2026-03-03T08:00:00.000Z', null]);
    });

    it('may lie within a day', () => {
      const lunch = { quietHours: { from: '12:00', to: '13:30' } };

      expect(allowed(lunch, 'UTC', '2026-03-02T13:00:00Z')).toEqual(['2026-03-02T13:30:00.000Z', 'quiet_hours']);
    });

    it('end by the clock of the day they end on: 09:00 in New York after clocks went forward (J21)', () => {
      const night = { quietHours: { from: '22:00', to: '09:00' } };

      expect(allowed(night, 'America/New_York', '2026-03-08T04:00:00Z')[0]).toBe('2026-03-08T13:00:00.000Z');
    });

    it('end at the first valid instant where clocks skip their end (J22)', () => {
      const night = { quietHours: { from: '22:00', to: '02:30' } };

      expect(allowed(night, 'America/New_York', '2026-03-08T05:00:00Z')[0]).toBe('2026-03-08T07:00:00.000Z');
    });

    it('end at the first of two where clocks show their end twice (J22)', () => {
      const night = { quietHours: { from: '22:00', to: '01:30' } };

      expect(allowed(night, 'America/New_York', '2026-11-01T04:00:00Z')[0]).toBe('2026-11-01T05:30:00.000Z');
      expect(allowed(night, 'America/New_York', '2026-11-01T06:15:00Z')).toEqual(['2026-11-01T06:15:00.000Z', null]);
    });
  });

  describe('days of the week', () => {
    const WEEK: Partial<MessagingPolicy> = { weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'] };

    it('are those of the reader: Friday 20:00 in Los Angeles, Monday 08:00 in Tokyo (J20)', () => {
      expect(allowed(WEEK, 'America/Los_Angeles', '2026-03-07T04:00:00Z')).toEqual(['2026-03-07T04:00:00.000Z', null]);
      expect(allowed(WEEK, 'Asia/Tokyo', '2026-03-01T23:00:00Z')).toEqual(['2026-03-01T23:00:00.000Z', null]);
      expect(allowed(WEEK, 'Asia/Tokyo', '2026-03-06T15:00:00Z')).toEqual(['2026-03-08T15:00:00.000Z', 'quiet_hours']);
    });

    it('and quiet hours hold together', () => {
      expect(allowed({ ...WEEK, ...NIGHT }, 'UTC', '2026-03-06T23:00:00Z')[0]).toBe('2026-03-09T08:00:00.000Z');
    });
  });

  describe('caps', () => {
    const cap = (changes: Partial<MessagingPolicy['caps'][number]> = {}): Partial<MessagingPolicy> => ({
      caps: [{ channel: 'email', atMost: 1, per: '1d', window: 'rolling', ...changes }],
    });
    const lateMail = mail('2026-03-02T23:50:00-08:00');
    const soonAfter = '2026-03-03T00:10:00-08:00';

    it('of a rolling day hold the second until a day after the first (J16)', () => {
      const expected = ['2026-03-04T07:50:00.000Z', 'frequency_cap'];

      expect(allowed(cap(), 'America/Los_Angeles', soonAfter, [lateMail])).toEqual(expected);
    });

    it('of a local day let 23:50 and 00:10 go (J16)', () => {
      const daily = cap({ window: 'local_day' });

      expect(allowed(daily, 'America/Los_Angeles', soonAfter, [lateMail])).toEqual(['2026-03-03T08:10:00.000Z', null]);
      expect(allowed(daily, 'UTC', soonAfter, [lateMail])).toEqual(['2026-03-04T00:00:00.000Z', 'frequency_cap']);
    });

    it('of several local days count the day of the send as the first', () => {
      const expected = '2026-03-04T00:00:00.000Z';

      expect(
        allowed(cap({ window: 'local_day', per: '2d' }), 'UTC', '2026-03-03T12:00:00Z', [
          mail('2026-03-02T12:00:00Z'),
        ])[0],
      ).toBe(expected);
    });

    it('count the newest only, as many as they allow', () => {
      const three = ['2026-03-02T06:00:00Z', '2026-03-02T09:00:00Z', '2026-03-01T09:00:00Z'].map(mail);

      expect(allowed(cap({ atMost: 2 }), 'UTC', '2026-03-02T10:00:00Z', three)[0]).toBe('2026-03-03T06:00:00.000Z');
    });

    it('of one channel leave others alone; those of any channel count all', () => {
      const chat: RecentSend[] = [{ channel: 'in_app', at: Date.parse('2026-03-02T09:00:00Z') }];

      expect(allowed(cap(), 'UTC', '2026-03-02T10:00:00Z', chat)[1]).toBeNull();
      expect(allowed(cap({ channel: 'any' }), 'UTC', '2026-03-02T10:00:00Z', chat)[1]).toBe('frequency_cap');
    });

    it('that end in the night let a message go in the morning', () => {
      const both = { ...cap({ per: '12h' }), ...NIGHT };
      const expected = ['2026-03-03T08:00:00.000Z', 'frequency_cap'];

      expect(allowed(both, 'UTC', '2026-03-02T20:00:00Z', [mail('2026-03-02T15:00:00Z')])).toEqual(expected);
    });
  });
});
