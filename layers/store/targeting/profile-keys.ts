import { contactPartition } from '../people/contact-keys.ts';
import { accessPattern } from '../table/access-pattern.ts';
import { all, type OfContact, one } from '../table/partition.ts';

export const profileKey = accessPattern(
  { entity: 'profile', serves: 'evaluation of rules on every event, contact change and due instant' },
  (at: OfContact) => one(contactPartition(at), 'PROFILE'),
);
export const profileBaseKey = accessPattern(
  { entity: 'profile-base', serves: 'the larger part of a large profile, rewritten now and then' },
  (at: OfContact) => one(contactPartition(at), 'PROFILE#BASE'),
);
export const profileItems = accessPattern(
  { entity: 'profile', serves: 'a profile with its base in one query' },
  (at: OfContact) => all(contactPartition(at), 'PROFILE'),
);
