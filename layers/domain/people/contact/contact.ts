import type { ImportMark } from '../import-mark.ts';

/** `visitor`: seen but silent; `lead`: has written or was added without an external id; `user`: identified (R2). */
export type ContactRole = 'visitor' | 'lead' | 'user';

export type AttributeValue = string | number | boolean | null;

/** When an attribute was last written, by its writer's clock, and when its current value began; in ms. */
export type AttributeStamp = { at: number; since: number };

export type ContactLocation = {
  country: string | null;
  region: string | null;
  city: string | null;
  countryCode: string | null;
  continentCode: string | null;
};

/** A person. Instants are in ms; the API divides by 1,000. Keys that Intercom sends but nothing here sets are added as null by the presenter. */
export type Contact = {
  id: string;
  workspaceId: string;
  role: ContactRole;
  externalId: string | null;
  email: string | null;
  phone: string | null;
  name: string | null;
  avatar: string | null;
  /** An admin id. */
  ownerId: string | null;
  hasHardBounced: boolean;
  markedEmailAsSpam: boolean;
  unsubscribedFromEmails: boolean;
  signedUpAt: number | null;
  lastSeenAt: number | null;
  lastRepliedAt: number | null;
  lastContactedAt: number | null;
  lastEmailOpenedAt: number | null;
  lastEmailClickedAt: number | null;
  languageOverride: string | null;
  browser: string | null;
  browserVersion: string | null;
  browserLanguage: string | null;
  os: string | null;
  location: ContactLocation;
  referrer: string | null;
  utm: {
    campaign: string | null;
    content: string | null;
    medium: string | null;
    source: string | null;
    term: string | null;
  };
  /** Hidden from lists and searches, and sent nothing, until unarchived. It keeps its external id and e-mail address. */
  archived: boolean;
  /** Archived for good: a blocked contact cannot be unarchived. */
  blocked: boolean;
  /** How often it came, as its profile counts it (`profile/sessions.ts`); it follows soon after. */
  sessionCount: number;
  /** Custom attributes; dates are Unix seconds as in the API. */
  customAttributes: Record<string, AttributeValue>;
  /** Of the tags it wears, the oldest first; who put them there and when is in the links (`ContactLinkStore`). */
  tagIds: string[];
  /** Of the companies it belongs to, the oldest link first; at most 1,000. */
  companyIds: string[];
  /** Of the notes about it, the newest first, at most ten; all are in the `NoteStore`. */
  noteIds: string[];
  noteCount: number;
  /** What it said of subscription types, by their ids; of the others it said nothing. */
  subscriptions: Record<string, 'opt_in' | 'opt_out'>;
  /** By rule attribute name (`plan`, `signed_up_at`): what last-writer-wins and `been` rules need. */
  stamps: Record<string, AttributeStamp>;
  createdAt: number;
  updatedAt: number;
  /** Which rows of which import changed it last. */
  imported?: ImportMark | undefined;
  /** Of the request that wrote it last. */
  correlationId: string;
  /** Optimistic lock: one more with every write. */
  version: number;
};

/** Takes a contact; returns whether lists, searches and counts have it: whoever is archived and visitors are in none. */
export function isListed({ archived, role }: Pick<Contact, 'archived' | 'role'>): boolean {
  return !archived && role !== 'visitor';
}
