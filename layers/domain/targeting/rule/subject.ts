import type { CompanyRecord } from '../../people/company/company-record.ts';
import type { Contact } from '../../people/contact/contact.ts';
import type { Profile } from '../profile/profile.ts';

/** Everything that a rule can ask about one contact. */
export type Subject = {
  contact: Contact;
  /** Event summaries, streams, and the memberships that `segment` rules read. */
  profile: Profile;
  companies?: readonly CompanyRecord[];
  /** Ids of the contact's tags. */
  tags?: ReadonlySet<string>;
};
