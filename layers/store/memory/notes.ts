import type { ContactStore } from '#domain/people/contact/contact-store';
import type { Note, NoteStore } from '#domain/people/note/note';
import { address, copy, stale } from './snapshot.ts';

/** Takes the contacts in memory; returns notes kept in memory. */
export function memoryNoteStore(contacts: Pick<ContactStore, 'update'>): NoteStore {
  const notes = new Map<string, Note>();
  const create = (note: Note) => {
    if (notes.has(address(note.workspaceId, note.id))) throw stale();
    notes.set(address(note.workspaceId, note.id), copy(note));
  };
  return {
    async createForContact(note, { before, after }) {
      await contacts.update(before, after);
      create(note);
    },
    async createForCompany(note) {
      create(note);
    },
    async get(workspaceId, noteId) {
      return copy(notes.get(address(workspaceId, noteId)));
    },
    async list(workspaceId, owner, most) {
      return [...notes.values()]
        .filter((note) => note.workspaceId === workspaceId && note.owner.kind === owner.kind)
        .filter((note) => note.owner.id === owner.id)
        .sort((a, b) => Number(b.id) - Number(a.id))
        .slice(0, most)
        .map(copy);
    },
  };
}
