import type { Note } from './note.ts';

/** For tests: a note about the first contact, changed as told. */
export function aNote(changes: Partial<Note> = {}): Note {
  return {
    id: '31',
    workspaceId: 'acmeacme',
    owner: { kind: 'contact', id: '000000000000000000000001' },
    authorId: '101',
    body: '<p>VIP</p>',
    createdAt: 1_767_225_600_000,
    correlationId: 'request-1',
    ...changes,
  };
}
