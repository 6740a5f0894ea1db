import { setTimeout as pause } from 'node:timers/promises';
import { ndjsonRows } from '#domain/job/ndjson-rows';
import type { ObjectStorage } from '#domain/transfer/object-storage';
import { csvRows } from '#platform/csv-rows';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { companyStore } from '#store/companies';
import { companyLookup } from '#store/company-lookup';
import { contactLinkStore } from '#store/contact-links';
import { contactLookup } from '#store/contact-lookup';
import { contactStore } from '#store/contacts';
import { dataAttributeStore } from '#store/data-attributes';
import { eventBatches } from '#store/event-batches';
import { eventNameStore } from '#store/event-names';
import { eventStore } from '#store/events';
import { profileStore } from '#store/profiles';
import type { Table } from '#store/table';
import { tagStore } from '#store/tags';
import { workspaceStore } from '#store/workspaces';
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
