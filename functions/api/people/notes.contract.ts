import * as z from 'zod';
import { contract } from '#runtime/contract';
import { pageQuery } from '#wire/kernel/page-list';
import { NoteList, NoteRequest, NoteResource } from '#wire/people/note';

const ById = z.object({ id: z.string() });

export const listNotes = contract({
  operation: 'listNotes',
  method: 'GET',
  path: '/contacts/{id}/notes',
  access: 'staff',
  scope: 'read_people',
  summary: 'List the notes about a contact, newest first',
  origin: 'Intercom 2.15',
  params: ById,
  query: z.object(pageQuery(50, 150)),
  response: NoteList,
});

export const createNote = contract({
  operation: 'createNote',
  method: 'POST',
  path: '/contacts/{id}/notes',
  access: 'staff',
  scope: 'write_people',
  summary: 'Write a note about a contact; its HTML is made safe',
  origin: 'Intercom 2.15',
  params: ById,
  body: NoteRequest,
  response: NoteResource,
});

export const retrieveNote = contract({
  operation: 'retrieveNote',
  method: 'GET',
  path: '/notes/{id}',
  access: 'staff',
  scope: 'read_people',
  summary: 'Read a note',
  origin: 'Intercom 2.15',
  params: ById,
  response: NoteResource,
});

export const listCompanyNotes = contract({
  operation: 'listCompanyNotes',
  method: 'GET',
  path: '/companies/{id}/notes',
  access: 'staff',
  scope: 'read_people',
  summary: 'List the notes about a company, newest first',
  origin: 'Intercom 2.15',
  params: ById,
  query: z.object(pageQuery(50, 150)),
  response: NoteList,
});

export const createCompanyNote = contract({
  operation: 'createCompanyNote',
  method: 'POST',
  path: '/companies/{id}/notes',
  access: 'staff',
  scope: 'write_people',
  summary: 'Write a note about a company',
  origin: 'Intercom 2.16',
  since: '2.16',
  params: ById,
  body: NoteRequest,
  response: NoteResource,
});
