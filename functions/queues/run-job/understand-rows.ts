import * as z from 'zod';
import type { ImportResource } from '#domain/connect/job/import-work';
import type { RowProblem } from '#domain/connect/job/source-rows';
import { isFailure } from '#domain/kernel/failure';
import { wireErrorsOf } from '#runtime/failure-response';
import { parseInput } from '#runtime/invalid-input';
import type { CompanyRow } from '#usecases/connect/company-import';
import type { ContactRow } from '#usecases/connect/contact-import';
import type { EventRow } from '#usecases/connect/event-import';
import type { ResourceImport } from '#usecases/connect/import-slice';
import { csvRecord } from '#wire/connect/csv-record';
import { matchNames } from '#wire/connect/import-names';
import { CompanyRequest, companyChanges } from '#wire/people/company-request';
import { ContactRequest, contactChanges } from '#wire/people/contact-request';
import { EventRequest, eventSubmission } from '#wire/people/event-request';
import { WireId } from '#wire/people/tag-request';

/** A contact that is there is named by our id; otherwise a row is what POST /contacts takes. */
const ContactLine = ContactRequest.extend({ id: z.string().min(1).max(255).nullish() });
const CompanyLine = CompanyRequest.extend({ company_id: WireId });

type Understand = ResourceImport['understand'];

/** What the rows of each resource say: requests of the API, in the form of the source. */
export const understandRows = {
  contacts: (fields: unknown): ContactRow => {
    const { id, ...request } = parseInput(ContactLine, fields);
    return { contactId: id || undefined, changes: contactChanges(request) };
  },
  companies: (fields: unknown): CompanyRow => {
    const { company_id: companyId, ...request } = parseInput(CompanyLine, fields);
    return { companyId: String(companyId), changes: companyChanges(request) };
  },
  events: (fields: unknown): EventRow => eventSubmission(parseInput(EventRequest, fields)),
};

const FIELDS = {
  contacts: Object.keys(ContactLine.shape),
  companies: Object.keys(CompanyLine.shape),
  events: Object.keys(EventRequest.shape),
};

/** Takes a resource; returns what reads its rows, whatever their format. */
export function understanding(resource: ImportResource): Understand {
  const understand = understandRows[resource];
  return (fields, { format, attributes }) => {
    const named = matchNames(fields, { resource, format, known: FIELDS[resource], attributes });
    const request = format === 'csv' ? csvRecord(resource, named.fields, attributes) : named.fields;
    return { says: () => understand(request), ignored: named.ignored };
  };
}

/** Takes an error; returns what the API would have said of it, or undefined if it is our fault. */
export function refusalOf(error: unknown): RowProblem | undefined {
  if (isFailure(error, 'unavailable')) return undefined;
  return wireErrorsOf(error)?.at(0);
}
