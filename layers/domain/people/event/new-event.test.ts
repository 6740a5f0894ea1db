import { keptMetadata } from './event-metadata.ts';
import { canonicalEventName } from './event-name.ts';
import { newEvent } from './new-event.ts';

const WHO = { workspaceId: 'acmeacme', contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa' };
const NOW = Date.UTC(2026, 0, 5, 9, 0, 0);
const HEARD = { receivedAt: NOW, correlationId: 'test' };
const submission = (changes = {}) => ({ name: 'invited-friend', createdAt: NOW, metadata: {}, ...changes });

describe('newEvent', () => {
  it('gives the same id to the same contact, name and instant, and another to others', async () => {
    const id = async (changes = {}) => (await newEvent(WHO, submission(changes), HEARD)).event.id;

    expect(await id()).toMatch(/^[0-9a-f]{24}$/);
    expect(await id()).toBe(await id({ metadata: { other: 1 } }));
    expect(new Set([await id(), await id({ name: 'left' }), await id({ createdAt: NOW - 1_000 })]).size).toBe(3);
  });

  it('keeps stamps in the past and up to five minutes ahead', async () => {
    for (const createdAt of [0, NOW - 1, NOW + 300_000]) {
      const { event, identity } = await newEvent(WHO, submission({ createdAt }), HEARD);
      expect([event.createdAt, identity]).toEqual([createdAt, 'stamp']);
    }
  });

  it('takes a stamp further ahead for now, known by the instant that was sent', async () => {
    const early = await newEvent(WHO, submission({ createdAt: NOW + 300_001 }), HEARD);
    const again = await newEvent(WHO, submission({ createdAt: NOW + 300_001 }), { ...HEARD, receivedAt: NOW + 9 });

    expect(early).toMatchObject({ event: { createdAt: NOW }, identity: 'id' });
    expect(again.event.id).toBe(early.event.id);
  });

  it("is known by the caller's id where there is one", async () => {
    expect(await newEvent(WHO, submission({ eventId: 'evt-1' }), HEARD)).toMatchObject({
      event: { id: 'evt-1' },
      identity: 'id',
    });
  });
});

describe('keptMetadata', () => {
  it('keeps the first ten keys in the order sent', () => {
    const sent = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`k${index}`, index]));

    expect(Object.keys(keptMetadata(sent))).toEqual(['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8', 'k9']);
  });

  it('keeps texts, numbers, flags, rich links and amounts', () => {
    const sent = {
      source: 'desktop',
      load: 3.67,
      first: true,
      article: { url: 'https://example.org/a', value: 'A' },
      price: { amount: 34999, currency: 'eur' },
    };

    expect(keptMetadata(sent)).toEqual(sent);
  });

  it('leaves out of an amount what a multiplication is off by, as Segment sends it', () => {
    const price = { amount: 19.99 * 100, currency: 'USD' };

    expect(keptMetadata({ price })).toEqual({ price: { amount: 1999, currency: 'USD' } });
    expect(() => keptMetadata({ price: { amount: 19.99, currency: 'USD' } })).toThrow('whole number');
  });

  it.each([
    ['a list', { tags: ['a'] }],
    ['a nested object', { a: { b: { c: 1 } } }],
    ['an oversize text', { a: 'x'.repeat(1_001) }],
    ['a number that cannot be kept', { a: 1e308 }],
    ['a number in a rich link that cannot be kept', { a: { value: 2 ** 53, url: 'https://a.example' } }],
    ['an oversize key', { ['x'.repeat(191)]: 1 }],
  ])('refuses %s', (_, sent) => {
    expect(() => keptMetadata(sent)).toThrow(/metadata/);
  });
});

it('keeps one name, however its accents are written (X23)', () => {
  expect(canonicalEventName('Cafe\u0301.Besucht')).toBe('caf\u00e9-besucht');
});
