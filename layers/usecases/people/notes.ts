import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Ids } from '#domain/kernel/ids';
import { type BodyFormat, messageBody } from '#domain/kernel/message-body';
import type { RichText } from '#domain/kernel/rich-text';
import { type Note, type NoteOwner, type NoteStore, withNote } from '#domain/people/note/note';
import type { StaffActor } from '#domain/workspace/access/actor';
import type { Admin } from '#domain/workspace/workspace/workspace';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';
import { assertMayActAs } from '../workspace/acting-admin.ts';
import { type NamedCompanies, resolveCompany } from './resolve-company.ts';
import { type NamedContacts, resolveContact } from './resolve-contact.ts';

export type NotePorts = {
  notes: NoteStore;
  contacts: NamedContacts;
  companies: NamedCompanies;
  workspaces: Pick<WorkspaceStore, 'getAdmin' | 'listAdmins'>;
  richText: Pick<RichText, 'safeHtml'>;
  clock: Clock;
  ids: Pick<Ids, 'decimalId'>;
};

/** What a caller writes down; the author is whoever calls unless told otherwise. */
export type NoteDraft = { body: string; format?: BodyFormat | undefined; authorId?: string | undefined };

/** A note with who wrote it, undefined if the teammate is gone. */
export type SignedNote = { note: Note; author: Admin | undefined };

export type NotePage = { notes: SignedNote[]; total: number };

/** @throws not_found for a contact that is not of this workspace, not_found for an author who is not, forbidden, unprocessable for a body of nothing */
export async function createContactNote(
  ports: NotePorts,
  actor: StaffActor,
  contactId: string,
  draft: NoteDraft,
  correlationId: string,
): Promise<SignedNote> {
  return retryOnConflict(async () => {
    const before = await resolveContact(ports.contacts, actor.workspaceId, { id: contactId });
    const written = await signedDraft(ports, actor, { kind: 'contact', id: contactId }, draft, correlationId);
    await ports.notes.createForContact(written.note, { before, after: withNote(before, written.note) });
    return written;
  });
}

/** @throws not_found `company_not_found`, unprocessable */
export async function createCompanyNote(
  ports: NotePorts,
  actor: StaffActor,
  companyId: string,
  draft: NoteDraft,
  correlationId: string,
): Promise<SignedNote> {
  await resolveCompany(ports.companies, actor.workspaceId, { id: companyId });
  const written = await signedDraft(ports, actor, { kind: 'company', id: companyId }, draft, correlationId);
  await ports.notes.createForCompany(written.note);
  return written;
}

/** @throws not_found also for one of another workspace */
export async function findNote(
  { notes, workspaces }: Pick<NotePorts, 'notes' | 'workspaces'>,
  { workspaceId }: StaffActor,
  noteId: string,
): Promise<SignedNote> {
  const note = await notes.get(workspaceId, noteId);
  if (note === undefined) throw new Failure('not_found', 'Resource Not Found');
  return { note, author: await workspaces.getAdmin(workspaceId, note.authorId) };
}

/** One page, newest first. @throws not_found */
export async function listContactNotes(
  ports: NotePorts,
  { workspaceId }: StaffActor,
  contactId: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<NotePage> {
  const { noteCount } = await resolveContact(ports.contacts, workspaceId, { id: contactId });
  const from = (page - 1) * perPage;
  if (from >= noteCount) return { notes: [], total: noteCount };
  const found = await ports.notes.list(workspaceId, { kind: 'contact', id: contactId }, from + perPage);
  return { notes: await signed(ports, workspaceId, found.slice(from)), total: noteCount };
}

/** One page, newest first. @throws not_found `company_not_found` */
export async function listCompanyNotes(
  ports: NotePorts,
  { workspaceId }: StaffActor,
  companyId: string,
  { page, perPage }: { page: number; perPage: number },
): Promise<NotePage> {
  await resolveCompany(ports.companies, workspaceId, { id: companyId });
  // A company does not count its notes: teammates write few, and reading them all is one query.
  const all = await ports.notes.list(workspaceId, { kind: 'company', id: companyId }, Number.POSITIVE_INFINITY);
  const from = (page - 1) * perPage;
  return { notes: await signed(ports, workspaceId, all.slice(from, from + perPage)), total: all.length };
}

async function signedDraft(
  ports: NotePorts,
  actor: StaffActor,
  owner: NoteOwner,
  draft: NoteDraft,
  correlationId: string,
): Promise<SignedNote> {
  const body = await messageBody(ports.richText, draft);
  const authorId = draft.authorId ?? actor.adminId;
  assertMayActAs(actor, authorId);
  const author = await ports.workspaces.getAdmin(actor.workspaceId, authorId);
  // Intercom's recorded words for notes name no teammate.
  if (author === undefined) throw new Failure('not_found', 'Resource Not Found');
  const note: Note = {
    ...{ id: ports.ids.decimalId(), workspaceId: actor.workspaceId, owner, authorId: author.id },
    ...{ body, createdAt: ports.clock.now(), correlationId },
  };
  return { note, author };
}

async function signed({ workspaces }: NotePorts, workspaceId: string, found: Note[]): Promise<SignedNote[]> {
  const admins = found.length === 0 ? [] : await workspaces.listAdmins(workspaceId);
  return found.map((note) => ({ note, author: admins.find(({ id }) => id === note.authorId) }));
}
