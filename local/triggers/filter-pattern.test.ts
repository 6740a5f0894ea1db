import { matchesPattern, passesFilters } from './filter-pattern.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { NewImage: { entity: { S: 'conversation-part' }, size: { N: 12 } } },
};

describe('matchesPattern', () => {
  it.each([
    ['a literal', { eventName: ['INSERT', 'MODIFY'] }, true],
    ['another literal', { eventName: ['REMOVE'] }, false],
    [
      'nested fields, all of which must match',
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['contact'] } } } },
      false,
    ],
    ['prefix', { dynamodb: { NewImage: { entity: { S: [{ prefix: 'conversation' }] } } } }, true],
    ['suffix', { eventName: [{ suffix: 'ERT' }] }, true],
    ['anything-but a literal', { eventName: [{ 'anything-but': ['INSERT'] }] }, false],
    ['anything-but a prefix', { eventName: [{ 'anything-but': { prefix: 'RE' } }] }, true],
    ['anything-but on what is absent', { other: [{ 'anything-but': ['x'] }] }, false],
    ['exists', { dynamodb: { OldImage: [{ exists: false }] } }, true],
    ['not exists', { eventName: [{ exists: false }] }, false],
    ['equals-ignore-case', { eventName: [{ 'equals-ignore-case': 'insert' }] }, true],
    ['a numeric range', { dynamodb: { NewImage: { size: { N: [{ numeric: ['>', 10, '<=', 12] }] } } } }, true],
    ['a numeric range missed', { dynamodb: { NewImage: { size: { N: [{ numeric: ['<', 12] }] } } } }, false],
    ['$or', { $or: [{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }] }, true],
  ])('knows %s', (_name, pattern, expected) => {
    expect(matchesPattern(pattern, record)).toBe(expected);
  });

  it('lets everything pass without filters', () => {
    expect(passesFilters([], record)).toBe(true);
  });

  it('lets pass what one of several filters wants', () => {
    expect(passesFilters([{ eventName: ['REMOVE'] }, { eventName: ['INSERT'] }], record)).toBe(true);
  });
});
