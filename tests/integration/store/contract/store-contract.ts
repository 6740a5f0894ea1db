import { dynamoStores } from '#store/dynamo-stores';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import type { Table } from '#store/table/table';
import { type Engine, type EngineKind, startEngine } from '../engine/engine.ts';
import { engineStream } from '../engine/engine-stream.ts';
import { accessContract } from './access.ts';
import { activityContract } from './activities.ts';
import { administrationContract } from './administration.ts';
import { callersKeyContract } from './callers-keys.ts';
import { collectionContract } from './collections.ts';
import { companyAndTagContract } from './companies-and-tags.ts';
import { contactListingContract } from './contact-listings.ts';
import { contactContract } from './contacts.ts';
import { conversationContract } from './conversations.ts';
import { dataModelContract } from './data-model.ts';
import { eventContract } from './events.ts';
import { importContract } from './imports.ts';
import { jobContract } from './jobs.ts';
import { listedLinkContract } from './listed-links.ts';
import { mailboxContract } from './mailboxes.ts';
import { segmentContract } from './segments.ts';
import { sendingContract } from './sending.ts';
import { tableContract } from './table-contract.ts';
import { targetingContract } from './targeting.ts';
import { versionContract } from './versions.ts';
import { webhookContract } from './webhooks.ts';

/** The contract of the stores, on whatever stores it is given. */
export function storeContract(stores: () => Stores): void {
  contactContract(stores);
  contactListingContract(stores);
  companyAndTagContract(stores);
  collectionContract(stores);
  listedLinkContract(stores);
  eventContract(stores);
  targetingContract(stores);
  segmentContract(stores);
  conversationContract(stores);
  sendingContract(stores);
  mailboxContract(stores);
  accessContract(stores);
  administrationContract(stores);
  activityContract(stores);
  dataModelContract(stores);
  webhookContract(stores);
  jobContract(stores);
  importContract(stores);
  callersKeyContract(stores);
  versionContract(stores);
}

/** The contract of the table and of the stores on an engine; where it cannot run, one line says so. */
export function storeContractOn(kind: EngineKind): void {
  const absent = kind.absent();
  if (absent !== undefined) {
    process.stderr.write(`store contract: left out on ${kind.name}: ${absent}\n`);
    // Jest fails a file without tests; this one states the reason in the report too.
    it.skip(`runs on ${kind.name}, but ${absent}`, () => {});
    return;
  }
  describe(`on ${kind.name}`, () => {
    let engine: Engine;
    let table: Table;
    let stores: Stores;
    beforeAll(async () => {
      engine = await startEngine(kind);
      table = dynamoTable(engine.client, engine.table);
      stores = dynamoStores(table);
    }, 90_000);
    afterAll(() => engine.stop());

    tableContract(() => ({ table, records: () => engineStream(engine) }), kind);
    storeContract(() => stores);
  });
}
