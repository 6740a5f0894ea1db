import * as fc from 'fast-check';
import { stoppedClock } from '#domain/kernel/clock';
import type { Contact } from '#domain/people/contact/contact';
import { withoutTag, withTag } from '#domain/people/contact/contact-links';
import { mergeContacts } from '#domain/people/contact/merge-contacts';
import { aContact } from '#domain/people/contact/testing';
import type { Stores } from '#store/stores';
import { listContacts } from '#usecases/people/contacts';
import { contactSearch } from '#usecases/targeting/contact-search';

const START = Date.UTC(2026, 2, 1);
const HOUR = 3_600_000;
const TAG = '71';
const id = (n: number) => n.toString(16).padStart(24, '0');

/** What happens to contacts between two pages; `n` chooses which. */
const KINDS = ['create', 'archive', 'unarchive', 'see', 'merge', 'delete', 'tag', 'untag', 'rename'] as const;
export type Change = { kind: (typeof KINDS)[number]; n: number; hour: number };

export const changes = fc.array(
  fc.array(fc.record({ kind: fc.constantFrom(...KINDS), n: fc.nat({ max: 30 }), hour: fc.nat({ max: 72 }) }), {
    maxLength: 4,
  }),
  { maxLength: 8 },
);

export const contactsThere = fc.array(
  fc.record({
    hour: fc.nat({ max: 48 }),
    seen: fc.option(fc.nat({ max: 48 })),
    tagged: fc.boolean(),
    owned: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
);

const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });

/** One for each way of reading: by listing, by range, by pass, by union; null is GET /contacts. */
export const asked = fc.constantFrom(
  null,
  filter('tag_id', '=', TAG),
  filter('owner_id', '=', 1),
  filter('created_at', '>', START / 1_000 - 86_400),
  filter('last_seen_at', '>', START / 1_000 - 86_400),
  filter('email_domain', '=', 'a.co'),
  { operator: 'AND', value: [filter('tag_id', '=', TAG), filter('email_domain', '=', 'a.co')] },
  { operator: 'OR', value: [filter('tag_id', '=', TAG), filter('owner_id', '=', 1)] },
);

type Drawn = {
  there: { hour: number; seen: number | null; tagged: boolean; owned: boolean }[];
  between: Change[][];
  query: unknown;
  perPage: number;
};

/**
 * For tests: takes stores, an empty workspace of theirs and what was drawn; goes through every page while contacts change
 * in between. Returns the ids met, those that nothing happened to and that are to be found, and the first total with how
 * many there were then.
 */
export async function pagedWhileChanging(
  stores: Stores,
  workspaceId: string,
  { there, between, query, perPage }: Drawn,
) {
  const present = new Map<string, Contact>();
  const touched = new Set<string>();
  const write = (contact: Contact) => present.set(contact.id, contact);
  const tag = async (contact: Contact, wanted: boolean) => {
    if (contact.tagIds.includes(TAG) === wanted) return;
    const writing = { at: START, correlationId: 'c' };
    const after = wanted ? withTag(contact, TAG, writing) : withoutTag(contact, TAG, writing);
    const link = {
      workspaceId,
      contactId: contact.id,
      tagId: TAG,
      appliedAt: START,
      appliedBy: '1',
      correlationId: 'c',
    };
    const change = { before: contact, after };
    await (wanted ? stores.contactLinks.putTag(change, link) : stores.contactLinks.removeTag(change, TAG));
    write({ ...after, version: contact.version + 1 });
  };
  const create = async (n: number, changes: Partial<Contact>) => {
    const contact = aContact({ id: id(n), workspaceId, email: `c${n}@a.co`, name: `C${n}`, ...changes });
    await stores.contacts.create(contact);
    write(contact);
    return contact;
  };
  for (const [n, { hour, seen, tagged, owned }] of there.entries()) {
    const lastSeenAt = seen === null ? null : START + seen * HOUR;
    const role = n % 3 === 0 ? ('lead' as const) : ('user' as const);
    const made = await create(n + 1, { role, createdAt: START + hour * HOUR, lastSeenAt, ownerId: owned ? '1' : null });
    if (tagged) await tag(made, true);
  }

  let born = 1_000;
  async function happen({ kind, n, hour }: Change): Promise<void> {
    const all = [...present.values()];
    const contact = all[n % Math.max(1, all.length)];
    if (kind === 'create' || contact === undefined) {
      born += 1;
      const at = START + hour * HOUR;
      const made = await create(born, { createdAt: at, lastSeenAt: at, ownerId: '1' });
      touched.add(made.id);
      return await tag(made, true);
    }
    touched.add(contact.id);
    const update = async (changes: Partial<Contact>) => {
      await stores.contacts.update(contact, { ...contact, ...changes });
      write({ ...contact, ...changes, version: contact.version + 1 });
    };
    switch (kind) {
      case 'archive':
      case 'unarchive':
        return await update({ archived: kind === 'archive' });
      case 'see':
        return await update({ lastSeenAt: START + hour * HOUR });
      case 'rename':
        return await update({ name: `Renamed ${hour}`, email: `renamed${n}.${hour}.${contact.id}@b.co` });
      case 'tag':
      case 'untag':
        return await tag(contact, kind === 'tag');
      case 'delete':
        present.delete(contact.id);
        return await stores.contacts.remove(contact);
      case 'merge': {
        const into = all.find(({ role, id: other }) => role === 'user' && other !== contact.id);
        if (contact.role !== 'lead' || into === undefined) return;
        touched.add(into.id);
        const after = mergeContacts(contact, into, { at: START, correlationId: 'c' });
        await stores.contacts.merge(contact, { before: into, after });
        present.delete(contact.id);
        write({ ...after, version: into.version + 1 });
        return;
      }
      default:
        return kind satisfies never;
    }
  }

  const clock = stoppedClock(START);
  const actor = { kind: 'admin' as const, workspaceId, adminId: '1' };
  const search = contactSearch({ ...stores, clock });
  const page = async (starting_after: string | undefined) => {
    if (query !== null) return await search(actor, { query, pagination: { per_page: perPage, starting_after } }, {});
    const found = await listContacts({ ...stores, clock }, actor, perPage, starting_after);
    return { ...found.page, total: found.total };
  };
  const matching = async (): Promise<Contact[]> => {
    const whole = query === null ? filter('created_at', '>', 1) : query;
    return (await search(actor, { query: whole, pagination: { per_page: 150 } }, {})).contacts;
  };
  const atFirst = await matching();
  const ids: string[] = [];
  const totals: number[] = [];
  let from: string | undefined;
  for (let number = 0; ; number += 1) {
    const found = await page(from);
    ids.push(...found.contacts.map((contact) => contact.id));
    totals.push(found.total);
    from = found.next;
    if (from === undefined) break;
    for (const change of between[number] ?? []) await happen(change);
  }
  const expected = atFirst.filter((contact) => !touched.has(contact.id)).map((contact) => contact.id);
  return { ids, totals, touched, expected, atFirst: atFirst.length };
}
