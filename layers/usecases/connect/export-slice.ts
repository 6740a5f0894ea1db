import type { CsvWriter } from '#domain/connect/export/csv-writer';
import { type Cell, SENT_COLUMNS, sentRow } from '#domain/connect/export/sent-row';
import type { ExportPiece, ExportWork } from '#domain/connect/job/export-work';
import type { Job } from '#domain/connect/job/job';
import { LEAST_JOINED_BYTES, type ObjectStorage } from '#domain/connect/transfer/object-storage';
import { exportFileKey, exportPieceKey } from '#domain/connect/transfer/transfer-keys';
import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import type { Delivery, DeliveryStore } from '#domain/engage/delivery/delivery';
import type { Ids } from '#domain/kernel/ids';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { followMerges } from '../people/resolve-contact.ts';
import type { Slice, SliceBudget } from './run-job.ts';

export type ExportPorts = {
  deliveries: Pick<DeliveryStore, 'listSent'>;
  contacts: Pick<ContactStore, 'get' | 'getMany' | 'findFormer'>;
  campaigns: Pick<CampaignStore, 'get'>;
  storage: Pick<ObjectStorage, 'read' | 'put' | 'join'>;
  csv: CsvWriter;
  ids: Pick<Ids, 'hexId'>;
};

/** "We cannot export any job greater than 10 million rows" (Intercom, the export job model). */
const MAX_ROWS = 10_000_000;

/** So many lines are compressed at a time: about a megabyte. */
const MAX_ROWS_AT_ONCE = 4_000;

/** A slice ends when it holds as much: memory stays the same however much was sent. */
const MAX_SLICE_BYTES = 2 * LEAST_JOINED_BYTES;

const GZIP = 'application/octet-stream';

/**
 * Takes the ports; returns what does the next slice of an export: reads what was sent from where the last one ended and
 * writes it into an object of its own name, which the job only knows once the slice is saved. So a slice that is done
 * again, or by two workers at once, leaves an object that nobody reads. When all is read, another slice makes one of them.
 */
export function exportSlice(ports: ExportPorts) {
  return async (job: Job<ExportWork>, budget: SliceBudget): Promise<Slice<ExportWork>> => {
    const { work } = job;
    if (work.exhausted) return { work: { ...work, file: await joined(ports, job) }, done: true };
    const read = await readOn(ports, job, budget);
    const pieces = read.members.length === 0 ? work.pieces : await written(ports, job, read.members);
    const after = { ...work, ...read.progress, pieces };
    // One piece is the file already, and none is none.
    if (!after.exhausted || pieces.length > 1) return { work: after, done: false };
    return { work: { ...after, file: pieces[0]?.key ?? null }, done: true };
  };
}

type Reading = { members: Uint8Array[]; progress: Pick<ExportWork, 'cursor' | 'exhausted' | 'rows'> };

async function readOn(ports: ExportPorts, job: Job<ExportWork>, budget: SliceBudget): Promise<Reading> {
  const { workspaceId, work } = job;
  // What is sent after the request is in the next export: this one has an end.
  const until = { from: work.range.from, to: Math.min(work.range.to, job.createdAt) };
  const members: Uint8Array[] = [];
  const progress = { cursor: work.cursor, exhausted: false, rows: work.rows };
  const campaigns = new Map<string, Promise<Campaign | undefined>>();
  let bytes = 0;
  let lines: Cell[][] = [];
  const compress = async () => {
    if (lines.length === 0) return;
    const member = await ports.csv(progress.rows === lines.length ? [[...SENT_COLUMNS], ...lines] : lines);
    members.push(member);
    bytes += member.length;
    lines = [];
  };

  for await (const { deliveries, last } of ports.deliveries.listSent(workspaceId, until, work.cursor ?? undefined)) {
    const contacts = await contactsOf(ports, workspaceId, deliveries);
    for (const delivery of deliveries) {
      const contact = contacts.get(delivery.contactId);
      // Deleted: what was sent to it goes the same way.
      if (contact === undefined) continue;
      const campaign = await known(campaigns, delivery.campaignId, (id) => ports.campaigns.get(workspaceId, id));
      lines.push(sentRow({ delivery, contact, campaign, range: work.range }));
      progress.rows += 1;
    }
    progress.cursor = last;
    if (lines.length >= MAX_ROWS_AT_ONCE) await compress();
    if (progress.rows >= MAX_ROWS) break;
    if (budget.isSpent() || bytes >= MAX_SLICE_BYTES) {
      await compress();
      return { members, progress };
    }
  }
  await compress();
  return { members, progress: { ...progress, exhausted: true } };
}

/** Adds what a slice has read to the last piece, unless that is large enough to stand alone. */
async function written({ storage, ids }: ExportPorts, job: Job, members: Uint8Array[]): Promise<ExportPiece[]> {
  const pieces = job.work.kind === 'export' ? job.work.pieces : [];
  const last = pieces.at(-1);
  const open = last !== undefined && last.bytes < LEAST_JOINED_BYTES ? last : undefined;
  const begun = open === undefined ? [] : [await storage.read(open.key, { from: 0, length: open.bytes })];
  const contents = Buffer.concat([...begun, ...members]);
  const key = exportPieceKey({ workspaceId: job.workspaceId, jobId: job.id }, ids.hexId());
  await storage.put(key, contents, GZIP);
  return [...(open === undefined ? pieces : pieces.slice(0, -1)), { key, bytes: contents.length }];
}

async function joined({ storage }: ExportPorts, job: Job<ExportWork>): Promise<string> {
  const key = exportFileKey({ workspaceId: job.workspaceId, jobId: job.id });
  await storage.join(
    key,
    job.work.pieces.map((piece) => piece.key),
    GZIP,
  );
  return key;
}

/** Returns, by the ids that the deliveries name, the contacts as they are now; whoever was merged is whom they were merged into. */
async function contactsOf(
  { contacts }: ExportPorts,
  workspaceId: string,
  deliveries: Delivery[],
): Promise<Map<string, Contact>> {
  const ids = [...new Set(deliveries.map(({ contactId }) => contactId))];
  const found = new Map((await contacts.getMany(workspaceId, ids)).map((contact) => [contact.id, contact]));
  for (const id of ids.filter((each) => !found.has(each))) {
    const contact = await followMerges(contacts, { workspaceId, contactId: id });
    if (contact !== undefined) found.set(id, contact);
  }
  return found;
}

async function known<T>(cache: Map<string, Promise<T>>, id: string, load: (id: string) => Promise<T>): Promise<T> {
  const found = cache.get(id) ?? load(id);
  cache.set(id, found);
  return found;
}
