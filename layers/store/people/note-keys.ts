import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { digits, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, placed, workspacePartition } from '../table/partition.ts';
import { companyPartition } from './company-keys.ts';
import { contactPartition } from './contact-keys.ts';

type OfOwner = InWorkspace & { owner: { kind: 'contact' | 'company'; id: string } };

export const noteKey = accessPattern(
  { entity: 'note', serves: 'a note, among what belongs to its contact or company' },
  (at: OfOwner & { noteId: string }) => one(partition(at), `NOTE#${digits(Number(at.noteId), 16)}`),
);
export const notes = accessPattern(
  { entity: 'note', serves: 'GET /contacts/{id}/notes and /companies/{id}/notes, newest first' },
  (at: OfOwner) => all(partition(at), 'NOTE#'),
);
export const notePlaceKey = accessPattern(
  { entity: 'note', serves: "a note's place by its id alone" },
  (at: OfOwner & OfNote) => placed('gsi1', byId(at), `${at.owner.kind}#${text(at.owner.id)}`),
);
export const notePlace = accessPattern(
  { entity: 'note', serves: 'GET /notes/{id}' },
  (at: OfNote): Collection => ({ index: 'gsi1', partition: byId(at) }),
);

/** Takes the sort value of a note's place (behind a merge it begins with an instant instead of the kind); returns whom the note is about. */
export function ownerOfPlace(sort: string): OfOwner['owner'] {
  const [kind, id = ''] = sort.split('#');
  return { kind: kind === 'company' ? 'company' : 'contact', id };
}

type OfNote = InWorkspace & { noteId: string };
const byId = (at: OfNote) => `${workspacePartition(at)}#NOTE#${text(at.noteId)}`;
const partition = ({ workspaceId, owner: { kind, id } }: OfOwner) =>
  kind === 'contact'
    ? contactPartition({ workspaceId, contactId: id })
    : companyPartition({ workspaceId, companyId: id });
