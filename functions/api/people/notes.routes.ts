import { type Route, route } from '#runtime/contract';
import type { Notes } from '#usecases/people/notes';
import { presentPages } from '#wire/kernel/page-list';
import { presentNote, presentNotes } from '#wire/people/note';
import * as contracts from './notes.contract.ts';

/** Takes the verbs of notes; returns the routes of notes about contacts and companies. */
export function noteRoutes(notes: Notes): Route[] {
  return [
    route(contracts.listNotes, async ({ actor, params, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page };
      const { notes: page, total } = await notes.listOfContact(actor, params.id, asked);
      return presentNotes(page, total, presentPages(query, total, `${origin}/contacts/${params.id}/notes`));
    }),
    route(contracts.createNote, async ({ actor, params, body, correlationId }) => {
      const draft = { body: body.body, authorId: body.admin_id ?? undefined };
      return presentNote(await notes.writeAboutContact(actor, params.id, draft, correlationId));
    }),
    route(contracts.retrieveNote, async ({ actor, params }) => presentNote(await notes.find(actor, params.id))),
    route(contracts.listCompanyNotes, async ({ actor, params, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page };
      const { notes: page, total } = await notes.listOfCompany(actor, params.id, asked);
      return presentNotes(page, total, presentPages(query, total, `${origin}/companies/${params.id}/notes`));
    }),
    route(contracts.createCompanyNote, async ({ actor, params, body, correlationId }) => {
      const draft = { body: body.body, authorId: body.admin_id ?? undefined };
      return presentNote(await notes.writeAboutCompany(actor, params.id, draft, correlationId));
    }),
  ];
}
