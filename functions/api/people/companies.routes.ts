import * as z from 'zod';
import { Failure } from '#domain/kernel/failure';
import { type Route, route } from '#runtime/contract';
import * as companies from '#usecases/people/companies';
import { type CompanyListPorts, listCompanies, scrollCompanies } from '#usecases/people/company-lists';
import * as ofContact from '#usecases/people/contact-companies';
import { presentCountedPages } from '#wire/kernel/cursor-pages';
import { decodePosition, encodePosition } from '#wire/kernel/place-cursor';
import { presentCompanies, presentCompany, presentContactCompanies } from '#wire/people/company';
import { companyChanges } from '#wire/people/company-request';
import { presentContact } from '#wire/people/contact';
import * as contracts from './companies.contract.ts';

const Scroll = z.tuple([z.string(), z.int(), z.string()]);
const Place = z.tuple([z.int(), z.string()]);

type Ports = companies.CompanyPorts & CompanyListPorts & ofContact.ContactCompanyPorts;

export function companyRoutes(ports: Ports): Route[] {
  return [
    route(contracts.createOrUpdateCompany, async ({ actor, body, correlationId }) => {
      const { company_id: companyId, ...changes } = body;
      if (companyId === undefined) throw missing('company_id', 'company_id not specified');
      return presentCompany(
        await companies.upsertCompany(ports, actor, companyId, companyChanges(changes), correlationId),
      );
    }),
    route(contracts.retrieveCompany, async ({ actor, query, origin }) => {
      const { company_id: companyId, name, tag_id: tagId, segment_id: segmentId, page, per_page } = query;
      if (companyId !== undefined || name !== undefined)
        return presentCompany(await companies.findCompany(ports, actor, { companyId, name }));
      const found = await listCompanies(ports, actor, { page, perPage: per_page, newestFirst: true, tagId, segmentId });
      const filters = new URLSearchParams(
        Object.entries({ tag_id: tagId, segment_id: segmentId }).filter((each): each is [string, string] => !!each[1]),
      );
      const url = `${origin}/companies`;
      return presentCompanies(found, query, filters.size === 0 ? url : `${url}?${filters}`);
    }),
    route(contracts.listAllCompanies, async ({ actor, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page, newestFirst: query.order === 'desc' };
      const url = `${origin}/companies/list${query.order === 'desc' ? '' : '?order=asc'}`;
      return presentCompanies(await listCompanies(ports, actor, asked), query, url);
    }),
    route(contracts.scrollOverAllCompanies, async ({ actor, query }) => {
      const { companies: found, next } = await scrollCompanies(ports, actor, scrollOf(query.scroll_param));
      return {
        type: 'list' as const,
        data: found.map(presentCompany),
        pages: null,
        total_count: null,
        scroll_param: next === undefined ? null : encodePosition([next.scrollId, next.after.at, next.after.companyId]),
      };
    }),
    route(contracts.retrieveCompanyById, async ({ actor, params }) =>
      presentCompany(await companies.findCompany(ports, actor, { id: params.company_id })),
    ),
    route(contracts.updateCompany, async ({ actor, params, body, correlationId }) =>
      presentCompany(
        await companies.updateCompany(ports, actor, params.company_id, companyChanges(body), correlationId),
      ),
    ),
    route(contracts.deleteCompany, async ({ actor, params }) => {
      await companies.removeCompany(ports, actor, params.company_id);
      return { id: params.company_id, object: 'company' as const, deleted: true as const };
    }),
    route(contracts.listAttachedContacts, async ({ actor, params, query, version }) => {
      const { page, per_page, starting_after: from } = query;
      const after = from === undefined ? undefined : decodePosition(from, Place, 'starting_after');
      const found = await companies.listCompanyContacts(ports, actor, params.company_id, {
        ...{ page, perPage: per_page },
        after: after && { createdAt: after[0], contactId: after[1] },
      });
      const { next } = found;
      return {
        type: 'list' as const,
        data: found.contacts.map((contact) => presentContact(contact, version)),
        total_count: found.total,
        pages: presentCountedPages(
          query,
          Math.ceil(found.total / per_page),
          next && encodePosition([next.createdAt, next.contactId]),
        ),
      };
    }),
    route(contracts.listAttachedSegments, async ({ actor, params }) => {
      await companies.findCompany(ports, actor, { id: params.company_id });
      return { type: 'list' as const, data: [] };
    }),
    route(contracts.attachContactToCompany, async ({ actor, params, body, correlationId }) => {
      if (body.id === undefined) throw missing('id', 'company not specified');
      return presentCompany(
        await ofContact.attachCompany(
          ports,
          actor,
          { contactId: params.contact_id, companyId: body.id },
          correlationId,
        ),
      );
    }),
    route(contracts.listCompaniesOfContact, async ({ actor, params, query, origin }) => {
      const asked = { page: query.page, perPage: query.per_page };
      const url = `${origin}/contacts/${params.contact_id}/companies`;
      return presentContactCompanies(
        await ofContact.listContactCompanies(ports, actor, params.contact_id, asked),
        query,
        url,
      );
    }),
    route(contracts.detachContactFromCompany, async ({ actor, params, correlationId }) =>
      presentCompany(
        await ofContact.detachCompany(
          ports,
          actor,
          { contactId: params.contact_id, companyId: params.company_id },
          correlationId,
        ),
      ),
    ),
  ];
}

function scrollOf(sent: string | undefined) {
  if (sent === undefined || sent === '') return undefined;
  const [scrollId, at, companyId] = decodePosition(sent, Scroll, 'scroll_param');
  return { scrollId, after: { at, companyId } };
}

function missing(field: string, message: string): Failure {
  return new Failure('bad_request', message, { reason: 'parameter_not_found', field });
}
