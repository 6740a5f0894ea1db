import type { Activity } from '../../workspace/activity/activity.ts';
import type { DataAttribute } from '../data-attribute/data-attribute.ts';
import type { Contact } from './contact.ts';
import type { ContactDirectory } from './contact-directory.ts';

export type ContactPage = { contacts: Contact[]; next: string | undefined };

/** Ids alone: a page that failed over a contact which cannot be read would hold up all behind it. */
export type ShardPage = { contactIds: string[]; next: string | undefined };

/** What is left of a contact at its id: whom it was merged into, or nothing more than that it is being erased. */
export type FormerContact = { workspaceId: string; id: string; mergedInto: string | null };

/** Who was merged into a contact: its id, what it was then, and when, in ms. */
export type MergedContact = { formerId: string; role: Contact['role']; mergedAt: number };

export type ContactStore = ContactDirectory & {
  /**
   * Writes a new contact together with its claims on `externalId` and, for users, `email`, and the attributes that it declares.
   * @throws conflict with the id of the contact that holds a claim; without a reason if an attribute is declared already.
   */
  create(contact: Contact, declared?: readonly DataAttribute[]): Promise<void>;
  get(workspaceId: string, contactId: string): Promise<Contact | undefined>;
  /** Returns those that exist, in no order. */
  getMany(workspaceId: string, contactIds: string[]): Promise<Contact[]>;
  findByExternalId(workspaceId: string, externalId: string): Promise<Contact | undefined>;
  /** Returns the user with that e-mail address, compared without case. */
  findUserByEmail(workspaceId: string, email: string): Promise<Contact | undefined>;
  /** Replaces `before` by `after`, moving claims that changed, and settles the links of who is no longer listed or is again; declares attributes with it. @throws conflict if `before` is stale, a claim is held or an attribute declared already. */
  update(before: Contact, after: Contact, declared?: readonly DataAttribute[]): Promise<void>;
  /** Takes a contact away, with its claims and places, and writes down that it was done; a mark stays for whoever erases the rest. @throws conflict if it is stale. */
  remove(contact: Contact, recorded?: Activity[]): Promise<void>;
  /** Takes `from` away, leaving the mark of a merge, replaces `into`, and writes down that it was done. @throws conflict if one is stale or a claim is held. */
  merge(from: Contact, into: { before: Contact; after: Contact }, recorded?: Activity[]): Promise<void>;
  findFormer(workspaceId: string, contactId: string): Promise<FormerContact | undefined>;
  /** Who was merged into a contact, directly or by way of another, in no order; a contact that is gone has none. */
  listMerged(workspaceId: string, contactId: string): Promise<MergedContact[]>;
  /** One page of a listing shard (0 to LISTING_SHARDS - 1, those of visitors last) for backfills, oldest first. Who is archived is in none. */
  listShard(workspaceId: string, shard: number, limit: number, cursor?: string): Promise<ShardPage>;
  /** One page over all shards, newest first, for GET /contacts. */
  list(workspaceId: string, limit: number, cursor?: string): Promise<ContactPage>;
};
