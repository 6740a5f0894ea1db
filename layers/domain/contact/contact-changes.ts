import type { AttributeValue, Contact } from './contact.ts';

/** What a caller may set. An absent key leaves the field as it is; null empties it. */
export type ContactChanges = Partial<
  Pick<
    Contact,
    | 'role'
    | 'externalId'
    | 'email'
    | 'phone'
    | 'name'
    | 'avatar'
    | 'ownerId'
    | 'unsubscribedFromEmails'
    | 'signedUpAt'
    | 'lastSeenAt'
    | 'languageOverride'
  >
> & {
  /** Merged into those there are. */
  customAttributes?: Record<string, AttributeValue>;
};

/** When and by which request something was written; `at` in ms. */
export type Writing = { at: number; correlationId: string };
