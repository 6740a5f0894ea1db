import { isFailure } from '#domain/kernel/failure';
import type { Contact } from '#domain/people/contact/contact';
import { contactAuthor } from '#domain/respond/conversation/part-author';
import { mergeProfiles } from '#domain/targeting/profile/merge-profiles';
import { emptyProfile, type Profile } from '#domain/targeting/profile/profile';
import { livingContact } from '../people/contact-item.ts';
import { contactKey, contactPartition, placeAt } from '../people/contact-keys.ts';
import { MOVED } from '../people/event-item.ts';
import { settleLinks } from '../people/settle-links.ts';
import { linkCodec } from '../respond/conversation-item.ts';
import { addressOf } from '../table/item-address.ts';
import { all, type OfContact } from '../table/partition.ts';
import type { Condition, Item, Table } from '../table/table.ts';
import { tableSchema } from '../table/table-schema.ts';
import { PROFILE_VERSION, profileRemovals, profileWrites } from '../targeting/profile-item.ts';
import { readProfile } from '../targeting/profiles.ts';
import { withAuthor } from './conversation-authors.ts';
import { detach } from './detach-company.ts';
import { forgetListener } from './forget-listener.ts';

/** Memberships are decided anew, and imported counts are in the profile. */
const LEFT_BEHIND = new Set(['segment-member', 'contact-place', 'event-import']);

/** The mark is the contact's own, and profiles are merged last. */
const STAYING = new Set(['former-contact', 'profile', 'profile-base']);

/**
 * Takes a merged contact and whom into; moves what belongs to it, an item at a time, each put before it is removed.
 * Returns false if the latter is gone.
 */
export async function moveContact(table: Table, from: OfContact, intoId: string): Promise<boolean> {
  const { workspaceId } = from;
  const target = await table.get(contactKey({ workspaceId, contactId: intoId }), { consistent: true });
  const into = target === undefined ? undefined : livingContact(target);
  if (into === undefined) return false;
  await forgetListener(table, from);
  for await (const item of table.walk({ in: all(contactPartition(from)), consistent: true })) {
    if (!STAYING.has(String(item.entity))) await moveItem(table, from, into, item);
  }
  // The one may be archived, or may have been a visitor, and the other not.
  await settleLinks(table, { workspaceId, contactId: intoId });
  // After the events: whoever evaluates the profile summarises them from where they are then.
  await moveProfile(table, from, intoId);
  return true;
}

async function moveItem(table: Table, from: OfContact, into: Contact, item: Item): Promise<void> {
  if (item.entity === 'conversation-link') {
    await withAuthor(table, { ...from, ...linkCodec.fromItem(item) }, contactAuthor(into));
  }
  if (!LEFT_BEHIND.has(String(item.entity))) {
    const isNew = await putUnlessThere(table, rehomed(item, from, into));
    // A link that both had is one less for the company.
    if (!isNew && item.entity === 'contact-company') return await detach(table, from, item);
  }
  await table.remove(addressOf(item));
}

async function putUnlessThere(table: Table, item: Item): Promise<boolean> {
  try {
    await table.put(item, 'absent');
    return true;
  } catch (error) {
    if (!isFailure(error, 'conflict')) throw error;
    return false;
  }
}

/** Takes an item of a contact; returns it as one of another: its address, its places in listings and whose it says it is. */
function rehomed(item: Item, { workspaceId, contactId }: OfContact, into: Contact): Item {
  const names: string[] = [
    tableSchema.partition,
    ...tableSchema.indexes.map(({ partition }) => partition),
    'contactId',
  ];
  const places: string[] = tableSchema.indexes.map(({ sort }) => sort);
  const [old, present] = [
    contactPartition({ workspaceId, contactId }),
    contactPartition({ workspaceId, contactId: into.id }),
  ];
  const changed = Object.entries(item).map(([name, value]) => {
    if (names.includes(name) && typeof value === 'string') {
      return [name, value === contactId ? into.id : value.replace(old, present)];
    }
    const isPlace = places.includes(name) && typeof value === 'string' && value.endsWith(`#${contactId}`);
    return [name, isPlace ? placeAt(into.createdAt, into.id) : value];
  });
  return { ...Object.fromEntries(changed), ...marksOf(item) };
}

function marksOf({ entity, state }: Item): Item {
  if (entity === 'event') return { [MOVED]: true };
  // Its mail job names the former contact: it is never sent, and says so.
  if (entity === 'delivery' && (state === 'queued' || state === 'sending'))
    return { state: 'skipped', reason: 'contact_merged' };
  return {};
}

/** Both profiles in one transaction, so that nothing is counted twice. */
async function moveProfile(table: Table, from: OfContact, contactId: string): Promise<void> {
  const { workspaceId } = from;
  const source = await readProfile(table, from);
  if (source === undefined) return;
  const into = (await readProfile(table, { workspaceId, contactId })) ?? emptyProfile(workspaceId, contactId);
  const merged = { ...mergeProfiles(source, into), version: into.version + 1 };
  const when = into.version === 0 ? 'absent' : versionOf(into);
  await table.transact([...profileWrites(merged, when), ...profileRemovals(source)]);
}

const versionOf = ({ version }: Profile): Condition => ({ equals: { [PROFILE_VERSION]: version } });
