import { type Cell, SENT_COLUMNS, sentRow } from '#domain/connect/export/sent-row';
import { SUPPRESSION_COLUMNS, suppressionRow } from '#domain/connect/export/suppression-row';
import type { ExportCursor, ExportWork } from '#domain/connect/job/export-work';
import type { Job } from '#domain/connect/job/job';
import type { Campaign, CampaignStore } from '#domain/engage/campaign/campaign';
import type { Delivery, DeliveryStore, SentPage } from '#domain/engage/delivery/delivery';
import type { SuppressionStore } from '#domain/engage/suppression/suppression';
import type { Contact } from '#domain/people/contact/contact';
import type { ContactStore } from '#domain/people/contact/contact-store';
import { followMerges } from '../people/resolve-contact.ts';

export type ExportRowPorts = {
  deliveries: Pick<DeliveryStore, 'listSent'>;
  contacts: Pick<ContactStore, 'get' | 'getMany' | 'findFormer'>;
  campaigns: Pick<CampaignStore, 'get'>;
  suppressions: Pick<SuppressionStore, 'list'>;
};

/** Some lines of an export, and behind what the next ones begin. */
type Rows = { rows: Cell[][]; last: ExportCursor };

/** How many addresses are read at a time. */
const SUPPRESSIONS_AT_ONCE = 500;

/** Takes an export; returns its columns, and its lines from where the last slice ended. */
export function exportRows(
  ports: ExportRowPorts,
  job: Job<ExportWork>,
): { columns: readonly string[]; pages: AsyncIterable<Rows> } {
  const { subject, range, cursor } = job.work;
  const place = cursor !== null && 'deliveryId' in cursor ? cursor : undefined;
  const behind = cursor !== null && 'behind' in cursor ? cursor.behind : undefined;
  if (subject === undefined) {
    // What is sent after the request is in the next export: this one has an end.
    const until = { from: range.from, to: Math.min(range.to, job.createdAt) };
    const pages = deliveryRows(ports, job, ports.deliveries.listSent(job.workspaceId, until, place));
    return { columns: SENT_COLUMNS, pages };
  }
  switch (subject.of) {
    case 'suppressions':
      return { columns: SUPPRESSION_COLUMNS, pages: suppressionRows(ports, job.workspaceId, behind) };
    default:
      return subject.of satisfies never;
  }
}

async function* deliveryRows(
  ports: ExportRowPorts,
  { workspaceId, work }: Job<ExportWork>,
  pages: AsyncIterable<SentPage>,
): AsyncGenerator<Rows> {
  const campaigns = new Map<string, Promise<Campaign | undefined>>();
  for await (const { deliveries, last } of pages) {
    const contacts = await contactsOf(ports, workspaceId, deliveries);
    const rows: Cell[][] = [];
    for (const delivery of deliveries) {
      const contact = contacts.get(delivery.contactId);
      // Deleted: what was sent to it goes the same way.
      if (contact === undefined) continue;
      const campaign = await known(campaigns, delivery.campaignId, (id) => ports.campaigns.get(workspaceId, id));
      rows.push(sentRow({ delivery, contact, campaign, range: work.range }));
    }
    yield { rows, last };
  }
}

async function* suppressionRows(
  { suppressions }: ExportRowPorts,
  workspaceId: string,
  behind: string | undefined,
): AsyncGenerator<Rows> {
  // A slice that ended with the last page has left nothing.
  if (behind === '') return;
  let cursor = behind;
  do {
    const page = await suppressions.list(workspaceId, { limit: SUPPRESSIONS_AT_ONCE, cursor });
    cursor = page.next;
    if (page.suppressions.length > 0 || cursor !== undefined)
      yield { rows: page.suppressions.map(suppressionRow), last: { behind: cursor ?? '' } };
  } while (cursor !== undefined);
}

/** Returns, by the ids that the deliveries name, the contacts as they are now; whoever was merged is whom they were merged into. */
async function contactsOf(
  { contacts }: ExportRowPorts,
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
