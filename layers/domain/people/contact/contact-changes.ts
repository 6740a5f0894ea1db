import type { AttributeValue, Contact } from './contact.ts';

/** The fields that a caller may set. */
type Settable = Pick<
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
>;

/** What a caller sets. An absent or undefined key leaves the field as it is; null empties it. */
export type ContactChanges = { [Field in keyof Settable]?: Settable[Field] | undefined } & {
  /** Merged into those there are. */
  customAttributes?: Record<string, AttributeValue> | undefined;
};

/** When and by which request something was written; `at` in ms. */
export type Writing = { at: number; correlationId: string };
