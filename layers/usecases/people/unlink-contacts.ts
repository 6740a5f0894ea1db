import type { Clock } from '#domain/kernel/clock';
import type { Queue } from '#domain/kernel/queue';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { withoutCompany, withoutTag } from '#domain/people/contact/contact-links';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { FollowUpJob, UnlinkJob } from '#events/follow-up-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

export type UnlinkingPorts = {
  contacts: Pick<ContactStore, 'get'>;
  contactLinks: Pick<ContactLinkStore, 'listContacts' | 'removeTag' | 'removeCompany'>;
  companies: Pick<CompanyStore, 'get' | 'listTagged' | 'updateTag'>;
  followUps: Queue<FollowUpJob>;
  clock: Clock;
};

/** Companies that one job may untag, some seconds of a worker; more of them keep the id of a tag that is gone, which nobody shows. */
const MAX_COMPANIES = 10_000;

/** Contacts of one page. */
const PAGE = 100;

/** Pages of one job: some seconds of a worker; the rest goes back to the queue with its place. */
const MAX_PAGES_PER_JOB = 5;

/**
 * Takes a place among the contacts of a tag or company that was removed; takes it from the next 500 and hands the rest
 * back to the queue. Each contact is written, and so evaluated. Companies lose the tag first. Safe to repeat.
 */
export async function unlink(ports: UnlinkingPorts, job: UnlinkJob): Promise<void> {
  if ('tagId' in job.of && job.after === undefined) await untagCompanies(ports, job.workspaceId, job.of.tagId);
  let after = job.after;
  for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
    const order = { limit: PAGE, newestFirst: false, after };
    const places = await ports.contactLinks.listContacts(job.workspaceId, job.of, order);
    await forEachConcurrently(places, ({ contactId }) => unlinkContact(ports, job, contactId));
    if (places.length < PAGE) return;
    after = places.at(-1);
  }
  await ports.followUps.send([{ ...job, ...(after && { after }) }]);
}

async function unlinkContact(ports: UnlinkingPorts, job: UnlinkJob, contactId: string): Promise<void> {
  const { workspaceId, of, correlationId } = job;
  await retryOnConflict(async () => {
    const before = await ports.contacts.get(workspaceId, contactId);
    if (before === undefined) return;
    const writing = { at: ports.clock.now(), correlationId };
    if ('tagId' in of) {
      if (!before.tagIds.includes(of.tagId)) return;
      await ports.contactLinks.removeTag({ before, after: withoutTag(before, of.tagId, writing) }, of.tagId);
    } else {
      if (!before.companyIds.includes(of.companyId)) return;
      const after = withoutCompany(before, of.companyId, writing);
      await ports.contactLinks.removeCompany({ before, after }, of.companyId, undefined);
    }
  });
}

/** Companies are few beside contacts: one job takes the tag from all of them. */
async function untagCompanies({ companies }: UnlinkingPorts, workspaceId: string, tagId: string): Promise<void> {
  const ids = await companies.listTagged(workspaceId, tagId, MAX_COMPANIES);
  await forEachConcurrently(ids, (id) =>
    retryOnConflict(async () => {
      const before = await companies.get(workspaceId, id);
      if (before === undefined || !before.tagIds.includes(tagId)) return;
      const tagIds = before.tagIds.filter((each) => each !== tagId);
      await companies.updateTag(before, { ...before, tagIds }, { tagId, tagged: false });
    }),
  );
}
