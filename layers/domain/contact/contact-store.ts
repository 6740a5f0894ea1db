import type { Contact } from './contact.ts';

export type ContactPage = { contacts: Contact[]; next: string | undefined };

export type ContactStore = {
  /**
   * Writes a new contact together with its claims on `externalId` and, for users, `email`.
   * @throws conflict with the id of the contact that holds a claim.
   */
  create(contact: Contact): Promise<void>;
  get(workspaceId: string, contactId: string): Promise<Contact | undefined>;
  /** Returns those that exist, in no order. */
  getMany(workspaceId: string, contactIds: string[]): Promise<Contact[]>;
  findByExternalId(workspaceId: string, externalId: string): Promise<Contact | undefined>;
  /** Returns the user with that e-mail address, compared without case. */
  findUserByEmail(workspaceId: string, email: string): Promise<Contact | undefined>;
  /** Replaces `before` by `after`, moving claims that changed. @throws conflict if `before` is stale or a claim is held. */
  update(before: Contact, after: Contact): Promise<void>;
  /** One page of a listing shard (0 to CONTACT_SHARDS - 1) for backfills, oldest first. */
  listShard(workspaceId: string, shard: number, limit: number, cursor?: string): Promise<ContactPage>;
  /** How many there are. Reads the whole listing, keys only: 100 bytes a contact. */
  count(workspaceId: string): Promise<number>;
  /** One page over all shards, newest first, for GET /contacts. */
  list(workspaceId: string, limit: number, cursor?: string): Promise<ContactPage>;
};
