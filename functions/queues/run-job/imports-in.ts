import { setTimeout as pause } from 'node:timers/promises';
import { ndjsonRows } from '#domain/connect/job/ndjson-rows';
import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import { csvRows } from '#platform/csv-rows';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { companyStore } from '#store/people/companies';
import { companyLookup } from '#store/people/company-lookup';
import { contactLinkStore } from '#store/people/contact-links';
import { contactLookup } from '#store/people/contact-lookup';
import { contactStore } from '#store/people/contacts';
import { dataAttributeStore } from '#store/people/data-attributes';
import { eventBatches } from '#store/people/event-batches';
import { eventNameStore } from '#store/people/event-names';
import { eventStore } from '#store/people/events';
import { tagStore } from '#store/people/tags';
import type { Table } from '#store/table/table';
import { profileStore } from '#store/targeting/profiles';
import { workspaceStore } from '#store/workspace/workspaces';
import { type ImportWorkPorts, importWork } from './import-work.ts';

/** Takes the table and the storage of objects; returns what does a slice of an import in them. */
export function importsIn(table: Table, storage: ObjectStorage): ReturnType<typeof importWork> {
  const ports: ImportWorkPorts = {
    contacts: contactStore(table),
    contactLookup: contactLookup(table),
    contactLinks: contactLinkStore(table),
    companies: companyStore(table),
    companyLookup: companyLookup(table),
    tags: tagStore(table),
    events: eventStore(table),
    eventBatches: eventBatches(table),
    eventNames: eventNameStore(table),
    profiles: profileStore(table),
    dataAttributes: dataAttributeStore(table),
    workspaces: workspaceStore(table),
    storage,
    readers: { ndjson: ndjsonRows, csv: csvRows },
    clock: systemClock,
    ids: randomIds,
    pause: async (ms) => {
      await pause(ms);
    },
  };
  return importWork(ports);
}
