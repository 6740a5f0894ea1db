import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { encodeInstant, encodeDecimalId as order, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, type OfContact, one, placed, workspacePartition } from '../table/partition.ts';
import { contactPartition } from './contact-keys.ts';

type OfTag = InWorkspace & { tagId: string };

export const tagKey = accessPattern(
  { entity: 'tag', serves: 'GET /tags/{id}; names of the tags of contacts, companies and conversations' },
  (at: OfTag) => one(`${workspacePartition(at)}#TAGS`, `TAG#${order(at.tagId)}`),
);
export const tags = accessPattern({ entity: 'tag', serves: 'GET /tags' }, (at: InWorkspace) =>
  all(`${workspacePartition(at)}#TAGS`, 'TAG#'),
);
export const tagClaimKey = accessPattern(
  { entity: 'tag-claim', serves: 'POST /tags: tag by name, whatever its case; keeps names unique' },
  (at: InWorkspace & { name: string }) =>
    one(`${workspacePartition(at)}#UNIQUE#TAG#${text(at.name.toLowerCase())}`, 'CLAIM'),
);
export const contactTagKey = accessPattern(
  { entity: 'contact-tag', serves: 'a tag of a contact' },
  (at: OfContact & { tagId: string }) => one(contactPartition(at), `TAG#${order(at.tagId)}`),
);
export const tagsOfContact = accessPattern(
  { entity: 'contact-tag', serves: 'GET /contacts/{id}/tags; deletion and merge of a contact' },
  (at: OfContact) => all(contactPartition(at), 'TAG#'),
);
export const taggedContactListingKey = accessPattern(
  { entity: 'contact-tag', serves: "a contact's place among those with a tag" },
  (at: OfContact & { tagId: string; createdAt: number }) =>
    placed('gsi1', contacts(at), `${encodeInstant(at.createdAt)}#${text(at.contactId)}`),
);
export const contactsTagged = accessPattern(
  { entity: 'contact-tag', serves: 'search by tag_id; removal of a tag' },
  (at: OfTag): Collection => ({ index: 'gsi1', partition: contacts(at) }),
);

const contacts = (at: OfTag) => `${workspacePartition(at)}#TAG#${text(at.tagId)}#CONTACTS`;
