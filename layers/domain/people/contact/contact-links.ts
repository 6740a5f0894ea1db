import { Failure } from '../../kernel/failure.ts';
import type { Contact } from './contact.ts';
import type { Writing } from './contact-changes.ts';

/** That a contact wears a tag. */
export type ContactTag = {
  workspaceId: string;
  contactId: string;
  tagId: string;
  /** In ms. */
  appliedAt: number;
  /** An admin id. */
  appliedBy: string;
  /** Of the request that applied it. */
  correlationId: string;
};

/** That a contact belongs to a company. */
export type ContactCompany = {
  workspaceId: string;
  contactId: string;
  /** Our id of the company. */
  companyId: string;
  /** In ms. */
  attachedAt: number;
  /** Of the request that attached it. */
  correlationId: string;
};

/** Intercom API 2.15, contact_company_limit_exceeded. */
const MAX_COMPANIES = 1_000;

/** Ours: every tag of a contact is in its record, which has an end. */
const MAX_TAGS = 500;

/** The stamp of all tags together: when one was last applied or removed. No attribute can have this name. */
export const TAGS_STAMP = '$tags';

/** Takes a contact and a tag's id; returns the contact with it. @throws bad_request if it wears 500 tags */
export function withTag(contact: Contact, tagId: string, writing: Writing): Contact {
  if (contact.tagIds.length >= MAX_TAGS) {
    throw new Failure('bad_request', `Contact has reached the maximum of ${MAX_TAGS} tags`, {
      reason: 'parameter_invalid',
    });
  }
  return retagged(contact, [...contact.tagIds, tagId], writing);
}

/** Takes a contact and a tag's id; returns the contact without it. */
export function withoutTag(contact: Contact, tagId: string, writing: Writing): Contact {
  return retagged(
    contact,
    contact.tagIds.filter((id) => id !== tagId),
    writing,
  );
}

/** Takes a contact and our id of a company; returns the contact with it. @throws bad_request in Intercom's recorded words if it has 1,000 */
export function withCompany(contact: Contact, companyId: string, { correlationId }: Writing): Contact {
  if (contact.companyIds.length >= MAX_COMPANIES) {
    throw new Failure('bad_request', `Contact has reached the maximum of ${MAX_COMPANIES} company associations`, {
      reason: 'contact_company_limit_exceeded',
    });
  }
  return { ...contact, companyIds: [...contact.companyIds, companyId], correlationId };
}

/** Takes a contact and our id of a company; returns the contact without it. */
export function withoutCompany(contact: Contact, companyId: string, { correlationId }: Writing): Contact {
  return { ...contact, companyIds: contact.companyIds.filter((id) => id !== companyId), correlationId };
}

/** `updatedAt` stays: it tells of the contact's own fields, and links have topics of their own. */
function retagged(contact: Contact, tagIds: string[], { at, correlationId }: Writing): Contact {
  return { ...contact, tagIds, stamps: { ...contact.stamps, [TAGS_STAMP]: { at, since: at } }, correlationId };
}
