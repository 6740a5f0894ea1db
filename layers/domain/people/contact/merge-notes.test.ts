import { mergeContacts } from './merge-contacts.ts';
import { aContact } from './testing.ts';

const merged = (from: Parameters<typeof aContact>[0], into: Parameters<typeof aContact>[0]) =>
  mergeContacts(aContact({ id: 'lead', role: 'lead', ...from }), aContact(into), { at: 1, correlationId: 'r' });

describe('a contact that another was merged into', () => {
  it('has the notes of both, and names the newest ten', () => {
    const numbers = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, n) => String(last - n));

    const { noteIds, noteCount } = merged(
      { noteIds: numbers(96, 100), noteCount: 5 },
      { noteIds: numbers(80, 89), noteCount: 20 },
    );

    expect(noteIds).toEqual(['100', '99', '98', '97', '96', '89', '88', '87', '86', '85']);
    expect(noteCount).toBe(25);
  });

  it('has refused what either has refused', () => {
    const { subscriptions } = merged(
      { subscriptions: { '1': 'opt_out', '2': 'opt_in', '3': 'opt_in' } },
      { subscriptions: { '1': 'opt_in', '2': 'opt_out' } },
    );

    expect(subscriptions).toEqual({ '1': 'opt_out', '2': 'opt_out', '3': 'opt_in' });
  });
});
