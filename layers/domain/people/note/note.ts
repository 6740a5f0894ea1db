import type { Contact } from '../contact/contact.ts';

/** Whom a note is about. */
export type NoteOwner = { kind: 'contact' | 'company'; id: string };

/** What a teammate wrote down about a contact or a company; nobody else sees it. */
export type Note = {
  /** A decimal string; later notes have higher ones. */
  id: string;
  workspaceId: string;
  owner: NoteOwner;
  /** An admin id. */
  authorId: string;
  /** Safe HTML in paragraphs. */
  body: string;
  /** In ms. */
  createdAt: number;
  /** Of the request that wrote it. */
  correlationId: string;
};

export type NoteStore = {
  /** Writes a note together with the contact that now names it. @throws conflict if the contact was read too long ago */
  createForContact(note: Note, contact: { before: Contact; after: Contact }): Promise<void>;
  /** Writes a note about a company. */
  createForCompany(note: Note): Promise<void>;
  get(workspaceId: string, noteId: string): Promise<Note | undefined>;
  /** The newest notes about somebody, newest first, at most `most`. */
  list(workspaceId: string, owner: NoteOwner, most: number): Promise<Note[]>;
};

/** How many notes a contact names itself (Intercom API 2.15, contact_notes). */
export const MAX_NAMED_NOTES = 10;

/** Takes a contact and a note about it; returns the contact that names it. `updatedAt` stays: it tells of the contact's own fields. */
export function withNote(contact: Contact, { id, correlationId }: Pick<Note, 'id' | 'correlationId'>): Contact {
  return {
    ...contact,
    noteIds: [id, ...contact.noteIds].slice(0, MAX_NAMED_NOTES),
    noteCount: contact.noteCount + 1,
    correlationId,
  };
}
