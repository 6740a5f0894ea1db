import * as z from 'zod';
import { createDocument } from 'zod-openapi';
import { Failure } from '../../kernel/failure.ts';
import { parseRule, RuleSchema } from './parse-rule.ts';

function faultOf(input: unknown, path?: string): { field: string | undefined; message: string } {
  try {
    parseRule(input, path);
  } catch (error) {
    if (error instanceof Failure && error.code === 'unprocessable') {
      return { field: error.details.field, message: error.message };
    }
    throw error;
  }
  throw new Error('the rule was accepted');
}

const nested = (depth: number): unknown => (depth <= 1 ? { everyone: true } : { not: nested(depth - 1) });

describe('parseRule', () => {
  it.each([
    { all: [{ any: [{ not: { everyone: true } }] }] },
    { attribute: 'plan', op: 'eq', value: 'pro' },
    { attribute: 'plan', op: 'ne', value: true },
    { attribute: 'custom_attributes.seats', op: 'gt', value: 3 },
    { attribute: 'seats', op: 'gte', value: '3' },
    { attribute: 'company.monthly_spend', op: 'lt', value: 3.5 },
    { attribute: 'company.custom_attributes.tier', op: 'lte', value: 3 },
    { attribute: 'location.country', op: 'in', value: ['France', 'Spain'] },
    { attribute: 'role', op: 'nin', value: ['lead'] },
    { attribute: 'email', op: 'contains', value: '@' },
    { attribute: 'email', op: 'not_contains', value: '@' },
    { attribute: 'name', op: 'starts_with', value: 'A' },
    { attribute: 'name', op: 'ends_with', value: 'z' },
    { attribute: 'tags', op: 'includes', value: '12' },
    { attribute: 'phone', op: 'known' },
    { attribute: 'constructor', op: 'unknown' },
    { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' },
    { attribute: 'last_seen_at', op: 'less_than_ago', value: '30m' },
    { attribute: 'trial_ends', op: 'within_next', value: '2w' },
    { attribute: 'trial_ends', op: 'more_than_ahead', value: '90s' },
    { attribute: 'signed_up_at', op: 'before', value: '2026-03-01T00:00:00Z' },
    { attribute: 'signed_up_at', op: 'after', value: 1_772_323_200 },
    { attribute: 'signed_up_at', op: 'eq', value: 1_772_323_200 },
    { attribute: 'signed_up_at', op: 'exactly_ago', value: '0d' },
    { attribute: 'signed_up_at', op: 'exactly_ago', value: '7d', timezone: 'America/New_York' },
    { attribute: 'plan', op: 'been', value: 'trial', for: '7d' },
    { event: 'report-created', count: { op: 'gte', value: 3 } },
    {
      event: 'report-*',
      count: { op: 'eq', value: 0 },
      within: '7d',
      where: { size: { gte: 20, lt: 90 }, 'price.currency': 'eur' },
    },
    { event: '*', last: { op: 'more_than_ago', value: '30d' } },
    { event: 'seen', first: { op: 'exactly_ago', value: '1w', timezone: 'UTC' } },
    { event: 'seen', first: { op: 'before', value: '2026-03-01' } },
    { event: 't', where: { kind: 'i' }, last_has: { group: 'first' } },
    { event: 'checkout', where: { total: { known: true } }, without: 'paid', within: '1h' },
    { segment: '65f0c0ffee65f0c0ffee0001' },
    { segment: '65f0c0ffee65f0c0ffee0001', for: '3d' },
    { tag: '17' },
  ])('returns %j as it is', (rule) => {
    expect(parseRule(rule)).toEqual(rule);
    expect(RuleSchema.parse(rule)).toEqual(rule);
  });

  it.each([
    ['no object', 'everyone', 'rule', 'must be a rule: an object with one of all, any, not'],
    ['null', null, 'rule', 'must be a rule'],
    ['a list', [], 'rule', 'must be a rule'],
    ['nothing to ask', {}, 'rule', 'an object with one of all, any, not, everyone, attribute, event, segment, tag'],
    ['two questions', { all: [{ everyone: true }], tag: '1' }, 'rule.tag', 'cannot stand beside all'],
    ['an empty list', { all: [] }, 'rule.all', 'at least one rule'],
    ['a list that is none', { any: { everyone: true } }, 'rule.any', 'at least one rule'],
    ['not of nothing', { not: null }, 'rule.not', 'must be a rule'],
    ['everyone but true', { everyone: false }, 'rule.everyone', 'must be true'],
    ['an unknown field', { everyone: true, extra: 1 }, 'rule.extra', 'allowed are everyone'],
    ['a hostile field', JSON.parse('{"__proto__":{"everyone":true}}'), 'rule.__proto__', 'is not allowed'],
    ['no operator', { attribute: 'plan' }, 'rule.op', 'must be one of eq, ne, gt'],
    ['an unknown operator', { attribute: 'plan', op: 'is' }, 'rule.op', 'must be one of eq, ne, gt'],
    [
      'a value where there is none',
      { attribute: 'plan', op: 'known', value: 1 },
      'rule.value',
      'allowed are attribute, op',
    ],
    [
      'a zone where there is none',
      { attribute: 'x', op: 'more_than_ago', value: '1d', timezone: 'UTC' },
      'rule.timezone',
      'not allowed',
    ],
    ['a hostile attribute', { attribute: '__proto__', op: 'known' }, 'rule.attribute', 'must be a contact field'],
    [
      'an attribute of nothing',
      { attribute: 'location.planet', op: 'known' },
      'rule.attribute',
      'location has country',
    ],
    ['an empty attribute', { attribute: '', op: 'known' }, 'rule.attribute', 'name of an attribute'],
    ['a null to compare with', { attribute: 'plan', op: 'eq', value: null }, 'rule.value', 'use "known" or "unknown"'],
    ['an empty text', { attribute: 'plan', op: 'ne', value: '' }, 'rule.value', 'use "known" or "unknown"'],
    ['an object to compare with', { attribute: 'plan', op: 'eq', value: {} }, 'rule.value', 'a number or a boolean'],
    ['an order of booleans', { attribute: 'plan', op: 'gt', value: true }, 'rule.value', 'must be a number'],
    [
      'an infinite number',
      { attribute: 'plan', op: 'gt', value: Number.POSITIVE_INFINITY },
      'rule.value',
      'must be a number',
    ],
    ['one value for a list', { attribute: 'plan', op: 'in', value: 'pro' }, 'rule.value', 'must be a list of 1 to 500'],
    [
      'an empty list of values',
      { attribute: 'plan', op: 'nin', value: [] },
      'rule.value',
      'must be a list of 1 to 500',
    ],
    ['a number to contain', { attribute: 'plan', op: 'contains', value: 1 }, 'rule.value', 'must be a text'],
    ['a bad duration', { attribute: 'signed_up_at', op: 'more_than_ago', value: '7x' }, 'rule.value', '"7d" or "2w"'],
    [
      'a number for a duration',
      { attribute: 'signed_up_at', op: 'less_than_ago', value: 7 },
      'rule.value',
      'a duration',
    ],
    ['no time at all', { attribute: 'signed_up_at', op: 'less_than_ago', value: '0d' }, 'rule.value', 'a duration'],
    ['a date that is none', { attribute: 'signed_up_at', op: 'after', value: 'soon' }, 'rule.value', 'ISO 8601'],
    ['a text against a date', { attribute: 'signed_up_at', op: 'gt', value: 'soon' }, 'rule.value', 'is a date'],
    ['letters of a date', { attribute: 'signed_up_at', op: 'contains', value: '2' }, 'rule.op', 'is a date'],
    [
      'a date that has been',
      { attribute: 'signed_up_at', op: 'been', value: 1, for: '1d' },
      'rule.op',
      'cannot be been',
    ],
    ['hours of calendar days', { attribute: 'x', op: 'exactly_ago', value: '24h' }, 'rule.value', 'days or weeks'],
    [
      'an unknown zone',
      { attribute: 'x', op: 'exactly_ago', value: '1d', timezone: 'Mars/Olympus' },
      'rule.timezone',
      'America/New_York',
    ],
    ['been without for', { attribute: 'plan', op: 'been', value: 'trial' }, 'rule.for', 'a duration'],
    ['an event alone', { event: 'x' }, 'rule.event', 'needs one of count, last, first, last_has, without'],
    ['an event without name', { event: '', count: { op: 'gte', value: 1 } }, 'rule.event', '1 to 255'],
    ['a long event', { event: 'x'.repeat(256), count: { op: 'gte', value: 1 } }, 'rule.event', '1 to 255'],
    ['a wildcard in front', { event: '*-x', count: { op: 'gte', value: 1 } }, 'rule.event', 'only as its last'],
    [
      'two questions on an event',
      { event: 'x', count: { op: 'gte', value: 1 }, last: {} },
      'rule.last',
      'beside count',
    ],
    ['a count with another operator', { event: 'x', count: { op: 'in', value: 1 } }, 'rule.count.op', 'eq, ne, gt'],
    ['half a count', { event: 'x', count: { op: 'gte', value: 1.5 } }, 'rule.count.value', 'whole number'],
    ['a negative count', { event: 'x', count: { op: 'gte', value: -1 } }, 'rule.count.value', 'whole number'],
    ['a bad window', { event: 'x', count: { op: 'gte', value: 1 }, within: 'week' }, 'rule.within', 'a duration'],
    [
      'a window of the last',
      { event: 'x', last: { op: 'before', value: 1 }, within: '1d' },
      'rule.within',
      'not allowed',
    ],
    ['a last in the future', { event: 'x', last: { op: 'within_next', value: '1d' } }, 'rule.last.op', 'more_than_ago'],
    ['an empty where', { event: 'x', where: {}, count: { op: 'gte', value: 1 } }, 'rule.where', '1 to 10 paths'],
    [
      'a bad path',
      { event: 'x', where: { 'a..b': 1 }, count: { op: 'gte', value: 1 } },
      'rule.where.a..b',
      'not a path',
    ],
    ['a hostile path', { event: 'x', last_has: { 'a.__proto__': 1 } }, 'rule.last_has.a.__proto__', 'not a path'],
    ['an unknown condition', { event: 'x', last_has: { a: { like: 1 } } }, 'rule.last_has.a.like', 'allowed are eq'],
    ['no condition', { event: 'x', last_has: { a: {} } }, 'rule.last_has.a', 'object of operators'],
    ['a bad operand', { event: 'x', last_has: { a: { gte: false } } }, 'rule.last_has.a.gte', 'must be a number'],
    ['without no window', { event: 'x', without: 'y' }, 'rule.within', 'a duration'],
    ['a segment without id', { segment: 7 }, 'rule.segment', 'id of a segment'],
    ['a segment for ever', { segment: 'x', for: 'ever' }, 'rule.for', 'a duration'],
    ['a tag without id', { tag: '' }, 'rule.tag', 'id of a tag'],
    ['11 levels', nested(11), `rule${'.not'.repeat(10)}`, 'at most 10 levels'],
    [
      '201 parts',
      { any: Array.from({ length: 200 }, () => ({ everyone: true })) },
      'rule.any[199]',
      'at most 200 parts',
    ],
  ])('refuses %s', (_, input, field, message) => {
    const fault = faultOf(input);

    expect(fault.field).toBe(field);
    expect(fault.message).toContain(message);
  });

  it('names the path from the field that the rule came in', () => {
    const rule = { all: [{ everyone: true }, { attribute: 'plan', op: 'is', value: 'pro' }] };

    expect(faultOf(rule, 'audience').field).toBe('audience.all[1].op');
  });

  it('accepts 10 levels and 200 parts', () => {
    const many = { any: Array.from({ length: 199 }, () => ({ everyone: true })) };

    expect(parseRule(nested(10))).toEqual(nested(10));
    expect(parseRule(many)).toEqual(many);
  });
});

describe('RuleSchema', () => {
  it('reports the same fault at the same path inside a larger schema', () => {
    const body = z.object({ audience: RuleSchema });

    const parsed = body.safeParse({ audience: { all: [{ everyone: true }, { attribute: 'plan', op: 'is' }] } });

    expect(parsed.error?.issues).toMatchObject([
      { path: ['audience', 'all', 1, 'op'], message: expect.stringContaining('must be one of eq') },
    ]);
  });

  it('stands in an OpenAPI document as one component', () => {
    const media = { content: { 'application/json': { schema: z.object({ rule: RuleSchema }) } } };

    const document = createDocument({
      openapi: '3.1.1',
      info: { title: 'x', version: '1' },
      paths: { '/segments': { post: { requestBody: media, responses: { 200: { description: 'x', ...media } } } } },
    });

    expect(Object.keys(document.components?.schemas ?? {})).toEqual(['Rule']);
    expect(document.components?.schemas?.Rule).toMatchObject({ oneOf: expect.any(Array) });
  });
});
