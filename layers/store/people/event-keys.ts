import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { type InWorkspace, type OfContact, one, workspacePartition } from '../table/partition.ts';
import { contactPartition } from './contact-keys.ts';

export const eventNamesKey = accessPattern(
  { entity: 'event-names', serves: 'POST /events with a name that a function has not seen: is there a place for it' },
  (at: InWorkspace) => one(`${workspacePartition(at)}#EVENT_NAMES`, 'NAMES'),
);
export const eventImportKey = accessPattern(
  { entity: 'event-import', serves: 'POST /events/summaries: carries counts to the profile, then expires' },
  (at: OfContact & { name: string }) => one(contactPartition(at), `EVENTIMPORT#${text(at.name)}`),
);
