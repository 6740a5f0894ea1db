import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern } from '../table/access-pattern.ts';
import { type OfContact, one } from '../table/partition.ts';

export const profileKey = accessPattern(
  { entity: 'profile', serves: 'evaluation of rules on every event, contact change and due instant' },
  (at: OfContact) => one(contactPartition(at), 'PROFILE'),
);
