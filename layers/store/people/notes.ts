import * as z from 'zod';
import type { Note, NoteStore } from '#domain/people/note/note';
import { codec } from '../table/codec.ts';
import { sortValue } from '../table/dynamo-request.ts';
import type { Item, Table } from '../table/table.ts';
import { contactWrite } from './contacts.ts';
import { noteKey, notePlace, notePlaceKey, notes, ownerOfPlace } from './note-keys.ts';

const NoteItem = z
  .object({
    id: z.string(),
    workspaceId: z.string(),
    contactId: z.string().optional(),
    companyId: z.string().optional(),
    authorId: z.string(),
    body: z.string(),
    createdAt: z.number(),
    correlationId: z.string(),
  })
  .transform(({ contactId, companyId = '', ...note }): Note => {
    const owner =
      contactId === undefined
        ? { kind: 'company' as const, id: companyId }
        : { kind: 'contact' as const, id: contactId };
    return { ...note, owner };
  });

/** A contact's id stands under the name that it has in everything of a contact, so that a merge moves the note. */
const noteCodec = codec<Note>('note', NoteItem, ({ owner, ...note }) => ({
  ...note,
  [owner.kind === 'contact' ? 'contactId' : 'companyId']: owner.id,
}));

/** Takes the table; returns the notes in it. */
export function noteStore(table: Table): NoteStore {
  return {
    createForContact: (note, contact) => table.transact([contactWrite(contact), { put: itemOf(note), when: 'absent' }]),
    createForCompany: (note) => table.put(itemOf(note), 'absent'),
    async get(workspaceId, noteId) {
      const [place] = await table.page({ in: notePlace({ workspaceId, noteId }), limit: 1 });
      if (place === undefined) return undefined;
      const owner = ownerOfPlace(sortValue('gsi1', place));
      const item = await table.get(noteKey({ workspaceId, owner, noteId }));
      return item === undefined ? undefined : noteCodec.fromItem(item);
    },
    async list(workspaceId, owner, most) {
      const found: Note[] = [];
      const query = { in: notes({ workspaceId, owner }), newestFirst: true, consistent: true };
      for await (const item of table.walk(query)) {
        if (found.length >= most) break;
        found.push(noteCodec.fromItem(item));
      }
      return found;
    },
  };
}

function itemOf(note: Note): Item {
  const at = { ...note, noteId: note.id };
  return noteCodec.toItem(note, { at: [noteKey(at), notePlaceKey(at)] });
}
