import { meansEveryone } from './means-everyone.ts';
import { parseRule } from './parse-rule.ts';
import { ruleWarnings } from './rule-warnings.ts';

const KNOWN = {
  events: ['invited-teammate', 'report-created'],
  attributes: [
    { model: 'contact' as const, name: 'plan', type: 'string' as const },
    { model: 'contact' as const, name: 'seats', type: 'float' as const },
    { model: 'contact' as const, name: 'is_paying', type: 'boolean' as const },
    { model: 'contact' as const, name: 'renews_at', type: 'date' as const },
    { model: 'company' as const, name: 'tier', type: 'string' as const },
  ],
};
const warnings = (rule: unknown) => ruleWarnings(parseRule(rule), 'rule', KNOWN);

describe('what is probably a mistake (X24)', () => {
  it('is an event that nobody has tracked: the nearest name is suggested, with its place', () => {
    const rule = { all: [{ everyone: true }, { not: { event: 'invited_teammate', count: { op: 'gte', value: 1 } } }] };

    expect(warnings(rule)).toEqual([
      {
        path: 'rule.all[1].not.event',
        message: 'No event "invited_teammate" has been tracked yet; did you mean "invited-teammate"?',
      },
    ]);
  });

  it.each([
    [
      { event: 'paid', last: { op: 'more_than_ago', value: '1d' } },
      'rule.event',
      'No event "paid" has been tracked yet',
    ],
    [
      { event: 'invoice-*', count: { op: 'eq', value: 0 } },
      'rule.event',
      'No event whose name begins with "invoice-" has been tracked yet',
    ],
    [
      { event: 'report-created', without: 'report-shared', within: '1d' },
      'rule.without',
      'No event "report-shared" has been tracked yet; did you mean "report-created"?',
    ],
    [
      { attribute: 'plann', op: 'eq', value: 'pro' },
      'rule.attribute',
      'No attribute "plann" is known; did you mean "plan"?',
    ],
    [
      { attribute: 'custom_attributes.Seats', op: 'eq', value: 1 },
      'rule.attribute',
      'No attribute "custom_attributes.Seats" is known; did you mean "seats"?',
    ],
    [
      { attribute: 'signedup_at', op: 'known' },
      'rule.attribute',
      'No attribute "signedup_at" is known; did you mean "signed_up_at"?',
    ],
    [{ attribute: 'company.teir', op: 'known' }, 'rule.attribute', 'No attribute "company.teir" is known'],
    [
      { attribute: 'company.seize', op: 'known' },
      'rule.attribute',
      'No attribute "company.seize" is known; did you mean "company.size"?',
    ],
    [{ attribute: 'seats', op: 'contains', value: '1' }, 'rule.op', '"contains" never matches: seats is a number'],
    [{ attribute: 'seats', op: 'gt', value: 'many' }, 'rule.value', '"many" is never a value: seats is a number'],
    [{ attribute: 'is_paying', op: 'gt', value: 1 }, 'rule.op', '"gt" never matches: is_paying is true or false'],
    [
      { attribute: 'is_paying', op: 'eq', value: 'true' },
      'rule.value',
      '"true" is never a value: is_paying is true or false',
    ],
    [{ attribute: 'renews_at', op: 'lt', value: 'soon' }, 'rule.value', '"soon" is never a value: renews_at is a date'],
    [{ attribute: 'plan', op: 'includes', value: 'pro' }, 'rule.op', '"includes" never matches: plan is a text'],
    [
      { attribute: 'has_hard_bounced', op: 'eq', value: 'no' },
      'rule.value',
      '"no" is never a value: has_hard_bounced is true or false',
    ],
    [{ attribute: 'tags', op: 'eq', value: '7' }, 'rule.op', '"eq" never matches: tags is a list; use "includes"'],
    [
      { attribute: 'location.country', op: 'eq', value: 'France' },
      'rule.attribute',
      'Nothing sets location.country yet, so nobody has it',
    ],
  ])('is %j', (rule, path, begin) => {
    expect(warnings(rule)).toEqual([{ path, message: expect.stringContaining(begin) }]);
  });

  it.each([
    { event: 'Invited.Teammate', count: { op: 'eq', value: 0 } },
    { event: 'report-*', count: { op: 'eq', value: 0 } },
    { attribute: 'plan', op: 'eq', value: 7 },
    { attribute: 'seats', op: 'gte', value: '5' },
    { attribute: 'renews_at', op: 'gt', value: '2026-03-01' },
    { attribute: 'seats', op: 'less_than_ago', value: '1d' },
    { attribute: 'company.tier', op: 'eq', value: 'gold' },
    { attribute: 'company.monthly_spend', op: 'gt', value: 100 },
    { attribute: 'tags', op: 'includes', value: '7' },
    { segment: 'ffffffffffffffffffffffff' },
  ])('is not %j', (rule) => {
    expect(warnings(rule)).toEqual([]);
  });
});

describe('an audience that is everyone (X24)', () => {
  const plan = { attribute: 'plan', op: 'eq', value: 'pro' };

  it.each([
    { everyone: true },
    { all: [{ everyone: true }, { not: { not: { everyone: true } } }] },
    { any: [plan, { everyone: true }] },
    { any: [plan, { not: plan }] },
    { any: [plan, { ...plan, op: 'ne' }] },
    {
      any: [
        { attribute: 'plan', op: 'known' },
        { attribute: 'plan', op: 'unknown' },
      ],
    },
    { not: { all: [plan, { not: plan }] } },
    { attribute: 'id', op: 'known' },
    { event: 'seen', count: { op: 'gte', value: 0 } },
    { not: { event: 'seen', count: { op: 'lt', value: 0 } } },
  ])('%j', (rule) => {
    expect(meansEveryone(parseRule(rule))).toBe(true);
  });

  it.each([
    plan,
    { all: [{ everyone: true }, plan] },
    { not: { everyone: true } },
    { any: [plan, { attribute: 'plan', op: 'eq', value: 'free' }] },
    { event: 'seen', count: { op: 'eq', value: 0 } },
  ])('and not %j', (rule) => {
    expect(meansEveryone(parseRule(rule))).toBe(false);
  });
});
