import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type Note, type NoteOwner, type NoteStore, withNote } from '#domain/people/note/note';
import { adminMessageBody } from '#domain/respond/conversation/message-body';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Admin } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { type NamedCompanies, resolveCompany } from './resolve-company.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type NotePorts = {
  notes: NoteStore;
  contacts: NamedContacts;
  companies: NamedCompanies;
  workspaces: Pick<WorkspaceStore, 'getAdmin' | 'listAdmins'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** What a caller writes down; the author is whoever calls unless told otherwise. */
export type NoteDraft = { body: string; authorId?: string | undefined };

/** A note with who wrote it, undefined if the teammate is gone. */
export type SignedNote = { note: Note; author: Admin | undefined };

export type NotePage = { notes: SignedNote[]; total: number };

/** Takes the ports; returns the verbs of notes. */
export function noteUseCases({ notes, contacts, companies, workspaces, clock, ids }: NotePorts) {
  async function aNote(actor: StaffActor, owner: NoteOwner, draft: NoteDraft, correlationId: string) {
    const { workspaceId } = actor;
    const body = adminMessageBody(draft.body);
    const author = await workspaces.getAdmin(workspaceId, draft.authorId ?? actor.adminId);
    if (author === undefined) throw new Failure('not_found', 'Resource Not Found');
    const note: Note = {
      ...{ id: ids.decimalId(), workspaceId, owner, authorId: author.id },
      ...{ body, createdAt: clock.now(), correlationId },
    };
    return { note, author };
  }

  async function signed(workspaceId: string, found: Note[]): Promise<SignedNote[]> {
    const admins = found.length === 0 ? [] : await workspaces.listAdmins(workspaceId);
    return found.map((note) => ({ note, author: admins.find(({ id }) => id === note.authorId) }));
  }

  return {
    /** Writes a note about a contact. @throws not_found for a contact or author that is not of this workspace, unprocessable for a body of nothing */
    async writeAboutContact(
      actor: StaffActor,
      contactId: string,
      draft: NoteDraft,
      correlationId: string,
    ): Promise<SignedNote> {
      const { workspaceId } = actor;
      return retryOnConflict(async () => {
        const before = await resolveContact(contacts, workspaceId, { id: contactId });
        const written = await aNote(actor, { kind: 'contact', id: contactId }, draft, correlationId);
        await notes.createForContact(written.note, { before, after: withNote(before, written.note) });
        return written;
      });
    },

    /** Writes a note about a company. @throws not_found `company_not_found`, unprocessable */
    async writeAboutCompany(
      actor: StaffActor,
      companyId: string,
      draft: NoteDraft,
      correlationId: string,
    ): Promise<SignedNote> {
      await resolveCompany(companies, actor.workspaceId, { id: companyId });
      const written = await aNote(actor, { kind: 'company', id: companyId }, draft, correlationId);
      await notes.createForCompany(written.note);
      return written;
    },

    /** Returns one note. @throws not_found also for one of another workspace */
    async find({ workspaceId }: StaffActor, noteId: string): Promise<SignedNote> {
      const note = await notes.get(workspaceId, noteId);
      if (note === undefined) throw new Failure('not_found', 'Resource Not Found');
      return { note, author: await workspaces.getAdmin(workspaceId, note.authorId) };
    },

    /** Returns one page of the notes about a contact, newest first, and how many there are. @throws not_found */
    async listOfContact(
      { workspaceId }: StaffActor,
      contactId: string,
      { page, perPage }: { page: number; perPage: number },
    ): Promise<NotePage> {
      const contact = await resolveContact(contacts, workspaceId, { id: contactId });
      const from = (page - 1) * perPage;
      if (from >= contact.noteCount) return { notes: [], total: contact.noteCount };
      const found = await notes.list(workspaceId, { kind: 'contact', id: contactId }, from + perPage);
      return { notes: await signed(workspaceId, found.slice(from)), total: contact.noteCount };
    },

    /** Returns one page of the notes about a company, newest first, and how many there are. @throws not_found `company_not_found` */
    async listOfCompany(
      { workspaceId }: StaffActor,
      companyId: string,
      { page, perPage }: { page: number; perPage: number },
    ): Promise<NotePage> {
      await resolveCompany(companies, workspaceId, { id: companyId });
      // A company does not count its notes: teammates write few, and reading them all is one query.
      const all = await notes.list(workspaceId, { kind: 'company', id: companyId }, Number.POSITIVE_INFINITY);
      const from = (page - 1) * perPage;
      return { notes: await signed(workspaceId, all.slice(from, from + perPage)), total: all.length };
    },
  };
}

export type Notes = ReturnType<typeof noteUseCases>;
