import { type CompanyImportPorts, companyImport } from '#usecases/connect/company-import';
import { type ContactImportPorts, contactImport } from '#usecases/connect/contact-import';
import { type EventImportPorts, eventImport } from '#usecases/connect/event-import';
import type { RowImporter } from '#usecases/connect/import-rows';
import { type ImportPorts, importSlice, type ResourceImport } from '#usecases/connect/import-slice';
import { type AcceptedAttributePorts, acceptedAttributes } from '#usecases/people/attribute-declaration';
import { type EventNamePorts, eventNameAdmission } from '#usecases/people/event-names';
import { refusalOf, understanding, type understandRows } from './understand-rows.ts';

export type ImportWorkPorts = AcceptedAttributePorts &
  EventNamePorts &
  Omit<ContactImportPorts & CompanyImportPorts, 'attributes'> &
  Omit<EventImportPorts, 'names'> &
  Pick<ImportPorts, 'storage' | 'readers' | 'pause'>;

/** Takes the ports; returns what does the next slice of an import. What it learns of attributes and names it keeps from slice to slice. */
export function importWork(ports: ImportWorkPorts): ReturnType<typeof importSlice> {
  const attributes = acceptedAttributes(ports);
  const names = eventNameAdmission(ports);
  return importSlice({
    ...ports,
    attributes,
    refusal: refusalOf,
    resources: {
      contacts: resource('contacts', contactImport({ ...ports, attributes })),
      companies: resource('companies', companyImport({ ...ports, attributes })),
      events: resource('events', eventImport({ ...ports, names })),
    },
  });
}

type Said = { [Name in keyof typeof understandRows]: ReturnType<(typeof understandRows)[Name]> };

/** Joins what reads a row and what writes it; between them nobody looks at what it says. */
function resource<Name extends keyof Said>(name: Name, write: RowImporter<Said[Name]>): ResourceImport {
  return { understand: understanding(name), write: write as RowImporter<unknown> };
}
