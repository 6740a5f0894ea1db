import { type Route, route } from '#runtime/contract';
import {
  createCompanyNote,
  createContactNote,
  findNote,
  listCompanyNotes,
  listContactNotes,
  type NotePorts,
} from '#usecases/people/notes';
import { presentPages } from '#wire/kernel/page-list';
import { presentNote, presentNotes } from '#wire/people/note';
import * as contracts from './notes.contract.ts';

export function noteRoutes(ports: NotePorts): Route[] {
  return [
    route(contracts.listNotes, async ({ actor, params, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page };
      const { notes: page, total } = await listContactNotes(ports, actor, params.id, asked);
      return presentNotes(page, total, presentPages(query, total, `${origin}/contacts/${params.id}/notes`));
    }),
    route(contracts.createNote, async ({ actor, params, body, correlationId }) => {
      const draft = { body: body.body, format: body.body_format, authorId: body.admin_id ?? undefined };
      return presentNote(await createContactNote(ports, actor, params.id, draft, correlationId));
    }),
    route(contracts.retrieveNote, async ({ actor, params }) => presentNote(await findNote(ports, actor, params.id))),
    route(contracts.listCompanyNotes, async ({ actor, params, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page };
      const { notes: page, total } = await listCompanyNotes(ports, actor, params.id, asked);
      return presentNotes(page, total, presentPages(query, total, `${origin}/companies/${params.id}/notes`));
    }),
    route(contracts.createCompanyNote, async ({ actor, params, body, correlationId }) => {
      const draft = { body: body.body, format: body.body_format, authorId: body.admin_id ?? undefined };
      return presentNote(await createCompanyNote(ports, actor, params.id, draft, correlationId));
    }),
  ];
}
