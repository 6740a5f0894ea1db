import type { AttributeStamp, Contact } from '../../people/contact/contact.ts';
import type { Profile } from '../profile/profile.ts';
import type { Value } from './comparison.ts';

/** Everything that a rule can ask about one contact. */
export type Subject = {
  contact: Contact;
  /** Event summaries, streams, and the memberships that `segment` rules read. */
  profile: Profile;
  companies?: readonly CompanyRecord[];
  /** Ids of the contact's tags. */
  tags?: ReadonlySet<string>;
};

/** A company of the contact: fields and custom attributes by their names in the API, dates in Unix seconds. */
export type CompanyRecord = {
  attributes: Readonly<Record<string, Value>>;
  /** By attribute name, for `been`; in ms. */
  stamps?: Readonly<Record<string, AttributeStamp>>;
};
