import { anEvent } from '../../people/event/testing.ts';
import { foldEvents } from '../profile/fold-event.ts';
import { aProfile } from '../profile/testing.ts';
import { compileRule } from './compile-rule.ts';
import type { Rule } from './rule.ts';
import { streamsOf } from './stream.ts';
import { holds, NOW, nextChange } from './testing.ts';

const HOUR = 3_600_000;
const DAY = 86_400_000;

describe('conditions on events', () => {
  const subjectWith = (rule: unknown, events: Parameters<typeof anEvent>[0][]) => {
    const streams = streamsOf(compileRule(rule as Rule, { timezone: 'UTC' }).streams);
    const tracked = events.map((event, index) => anEvent({ id: `event${index}`, ...event }));
    return { profile: foldEvents(aProfile(), tracked, streams) };
  };
  const answer = (rule: unknown, events: Parameters<typeof anEvent>[0][], t = NOW) => {
    const subject = subjectWith(rule, events);
    return [holds(rule, subject, t), nextChange(rule, subject, t)];
  };
  const report = (createdAt: number, metadata = {}) => ({ createdAt, metadata });
  const count = (op: string, value: number, within?: string) => ({
    event: 'report-created',
    count: { op, value },
    ...(within ? { within } : {}),
  });
  const three = [report(NOW - 3 * DAY), report(NOW - DAY), report(NOW - 2 * DAY)];

  it.each([
    ['eq', 3, true],
    ['eq', 2, false],
    ['ne', 3, false],
    ['gt', 2, true],
    ['gt', 3, false],
    ['gte', 3, true],
    ['lt', 3, false],
    ['lte', 3, true],
  ])('counts for ever: %s %i of three is %s', (op, value, expected) => {
    expect(answer(count(op, value), three)).toEqual([expected, Number.POSITIVE_INFINITY]);
  });

  it.each([
    ['gte', 2, true, NOW + 5 * DAY],
    ['gte', 4, false, Number.POSITIVE_INFINITY],
    ['gt', 2, true, NOW + 4 * DAY],
    ['lt', 3, false, NOW + 4 * DAY],
    ['lte', 1, false, NOW + 5 * DAY],
    ['eq', 3, true, NOW + 4 * DAY],
    ['eq', 2, false, NOW + 4 * DAY],
    ['eq', 1, false, NOW + 5 * DAY],
    ['eq', 0, false, NOW + 6 * DAY],
    ['ne', 2, true, NOW + 4 * DAY],
    ['gte', 0, true, Number.POSITIVE_INFINITY],
  ])('counts in a week: %s %i of three is %s', (op, value, expected, change) => {
    expect(answer(count(op, value, '7d'), three)).toEqual([expected, change]);
  });

  it('leaves a window at its end to the millisecond', () => {
    expect(answer(count('gte', 1, '7d'), [report(NOW - 7 * DAY + 1)])[0]).toBe(true);
    expect(answer(count('gte', 1, '7d'), [report(NOW - 7 * DAY)])[0]).toBe(false);
  });

  it('counts by name pattern and by metadata', () => {
    const events = [
      { name: 'report-created', createdAt: NOW, metadata: { size: 20, price: { amount: 100, currency: 'eur' } } },
      { name: 'report-shared', createdAt: NOW, metadata: { size: '30' } },
      { name: 'reporter', createdAt: NOW, metadata: { size: 19, 'price.amount': 100 } },
    ];
    const of = (event: string, where?: object) => ({
      event,
      ...(where ? { where } : {}),
      count: { op: 'eq', value: 2 },
    });

    expect(answer(of('report-*'), events)[0]).toBe(true);
    expect(answer(of('*', { size: { gte: 20 } }), events)[0]).toBe(true);
    expect(answer(of('*', { 'price.amount': 100 }), events)[0]).toBe(true);
    expect(answer(of('*', { 'price.currency': { ne: 'eur' } }), events)[0]).toBe(true);
    expect(answer(of('*', { size: { gt: 19, lt: 40 } }), events)[0]).toBe(true);
  });

  it('compares the last and the first occurrence with the present', () => {
    const events = [report(NOW - 3 * DAY), report(NOW - DAY)];
    const of = (which: 'last' | 'first', op: string, value: string) => ({
      event: 'report-created',
      [which]: { op, value },
    });

    expect(answer(of('last', 'more_than_ago', '1d'), events)).toEqual([true, Number.POSITIVE_INFINITY]);
    expect(answer(of('last', 'more_than_ago', '2d'), events)).toEqual([false, NOW + DAY]);
    expect(answer(of('first', 'less_than_ago', '3d'), events)).toEqual([false, Number.POSITIVE_INFINITY]);
    expect(answer(of('first', 'less_than_ago', '4d'), events)).toEqual([true, NOW + DAY]);
    expect(answer(of('last', 'after', '2026-02-28T12:00:00Z'), events)[0]).toBe(true);
    expect(answer(of('first', 'before', '2026-02-26T12:00:00Z'), events)[0]).toBe(false);
    expect(answer(of('last', 'exactly_ago', '1d'), events)).toEqual([true, Date.parse('2026-03-02T05:00:00Z')]);
    expect(answer(of('last', 'more_than_ago', '1d'), [])).toEqual([false, Number.POSITIVE_INFINITY]);
  });

  it('asks what the newest occurrence has', () => {
    const rule = { event: 'report-created', where: { kind: 'i' }, last_has: { group: 'first' } };
    const older = report(NOW - DAY, { kind: 'i', group: 'first' });

    expect(answer(rule, [older, report(NOW, { kind: 'j', group: 'second' })])[0]).toBe(true);
    expect(answer(rule, [report(NOW, { kind: 'i', group: 'second' }), older])[0]).toBe(false);
  });

  it('waits for an answer to the newest occurrence', () => {
    const rule = { event: 'checkout', without: 'paid', within: '1h' };
    const checkout = { name: 'checkout', createdAt: NOW };
    const paid = (createdAt: number) => ({ name: 'paid', createdAt });

    expect(answer(rule, [checkout])).toEqual([false, NOW + HOUR]);
    expect(answer(rule, [checkout], NOW + HOUR)).toEqual([true, Number.POSITIVE_INFINITY]);
    expect(answer(rule, [checkout, paid(NOW + HOUR)], NOW + HOUR)[0]).toBe(true);
    expect(answer(rule, [checkout, paid(NOW + HOUR - 1)], NOW + HOUR)[0]).toBe(false);
    expect(answer(rule, [paid(NOW), checkout], NOW + HOUR)[0]).toBe(false);
    expect(answer(rule, [paid(NOW - 1), checkout], NOW + HOUR)[0]).toBe(true);
    expect(answer(rule, [paid(NOW)], NOW + HOUR)[0]).toBe(false);
  });

  it('takes a stamp a little ahead of its arrival as having happened', () => {
    const ahead = [{ createdAt: NOW + 60_000, receivedAt: NOW }];

    expect(answer(count('gte', 1, '7d'), ahead)).toEqual([true, NOW + 60_000 + 7 * DAY]);
  });

  it('is not fooled by names that objects have', () => {
    expect(answer({ event: 'constructor', count: { op: 'eq', value: 0 } }, [])[0]).toBe(true);
    expect(
      answer({ event: 'x', where: { constructor: { known: true } }, count: { op: 'eq', value: 1 } }, [
        { name: 'x' },
      ])[0],
    ).toBe(false);
  });
});
