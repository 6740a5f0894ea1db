import type { Company } from '../company/company.ts';
import type { Contact } from './contact.ts';
import type { ContactCompany, ContactTag } from './contact-links.ts';

/** Where a contact stands in a listing: when it was created (ms), and its id. */
export type ContactPlace = { createdAt: number; contactId: string };

/** The contacts that wear a tag (by its id), or that belong to a company (by our id). */
export type LinkedTo = { tagId: string } | { companyId: string };

/** A change of one record: what it was read as, and what it becomes. */
export type Change<T> = { before: T; after: T };

/**
 * The links of contacts to tags and companies. A link, the contact's own list of ids, and the company's count of
 * contacts are written together or not at all. Every write throws conflict if a record was read too long ago. The links
 * of a contact that is not listed are there, but in no list.
 */
export type ContactLinkStore = {
  putTag(contact: Change<Contact>, link: ContactTag): Promise<void>;
  removeTag(contact: Change<Contact>, tagId: string): Promise<void>;
  getTag(workspaceId: string, contactId: string, tagId: string): Promise<ContactTag | undefined>;
  /** Every tag of a contact, in order of the tags' ids. */
  listTags(workspaceId: string, contactId: string): Promise<ContactTag[]>;
  putCompany(contact: Change<Contact>, company: Change<Company>, link: ContactCompany): Promise<void>;
  /** `company` is undefined if it is gone. */
  removeCompany(contact: Change<Contact>, companyId: string, company: Change<Company> | undefined): Promise<void>;
  /**
   * Brings the links of a contact into the lists of its tags, companies and segments while it is listed (`isListed`),
   * takes them out of them while it is not, and has its companies count it accordingly. Safe to repeat.
   */
  settle(workspaceId: string, contactId: string): Promise<void>;
  /** At most `limit` contacts in order of their creation, from behind a place on. Keys only: about 0.1 kB each. */
  listContacts(
    workspaceId: string,
    of: LinkedTo,
    options: { limit: number; newestFirst: boolean; after?: ContactPlace | undefined },
  ): Promise<ContactPlace[]>;
};
