import * as z from 'zod';
import type { Note, NoteOwner } from '#domain/people/note/note';
import type { Admin } from '#domain/workspace/workspace/workspace';
import { BodyFormat } from '../kernel/body-format.ts';
import { NumberedPages } from '../kernel/page-list.ts';
import { AdminResource, presentAdmin } from '../workspace/admin.ts';

const Owner = z.object({ type: z.enum(['contact', 'company']), id: z.string() });

/** Intercom API 2.15, note and company_note: it names whom it is about under that kind's name. */
export const NoteResource = z
  .object({
    type: z.literal('note'),
    id: z.string(),
    created_at: z.number().int().describe('Unix seconds'),
    contact: Owner.optional(),
    company: Owner.optional(),
    author: AdminResource.nullable(),
    body: z.string(),
  })
  .meta({ id: 'Note' });
export type NoteResource = z.infer<typeof NoteResource>;

/** Intercom API 2.15, note_list. */
export const NoteList = z.object({
  type: z.literal('list'),
  data: z.array(NoteResource),
  total_count: z.number().int(),
  pages: NumberedPages,
});
export type NoteList = z.infer<typeof NoteList>;

/** What POST …/notes takes. Callers send ids of teammates as numbers and as strings. */
export const NoteRequest = z
  .object({
    body: z.string(),
    body_format: BodyFormat,
    admin_id: z.union([z.string(), z.number().int().transform(String)], 'must be the id of a teammate').nullish(),
  })
  .meta({ id: 'NoteRequest' });

/** Takes a note and its author; returns it as the API shows it. */
export function presentNote({ note, author }: { note: Note; author: Admin | undefined }): NoteResource {
  return {
    type: 'note',
    id: note.id,
    created_at: Math.floor(note.createdAt / 1_000),
    ...presentOwner(note.owner),
    author: author === undefined ? null : presentAdmin(author),
    body: note.body,
  };
}

/** Takes a page of notes, how many there are and the links of the page; returns the list as the API shows it. */
export function presentNotes(
  notes: { note: Note; author: Admin | undefined }[],
  total: number,
  pages: z.infer<typeof NumberedPages>,
): NoteList {
  return { type: 'list', data: notes.map(presentNote), total_count: total, pages };
}

function presentOwner({ kind, id }: NoteOwner): Pick<NoteResource, 'contact' | 'company'> {
  return kind === 'contact' ? { contact: { type: 'contact', id } } : { company: { type: 'company', id } };
}
