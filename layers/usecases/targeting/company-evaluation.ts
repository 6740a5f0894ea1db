import type { Clock } from '#domain/kernel/clock';
import type { Queue } from '#domain/kernel/queue';
import { changedAttributes } from '#domain/people/company/change-company';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import { isMoved } from '#domain/targeting/rule/company-leaves';
import type { CompanyJob, EvaluateJob } from '#events/evaluate-job';
import { evaluateTogether } from './batch-evaluation.ts';
import { setContactAside, type TargetingPorts } from './due-evaluations.ts';
import type { LiveRules } from './live-rules.ts';
import { companyLeavesOf } from './rule-subjects.ts';

export type CompanyEvaluationPorts = TargetingPorts & {
  companies: Pick<CompanyStore, 'get' | 'getMany' | 'update'>;
  contactLinks: Pick<ContactLinkStore, 'listContacts'>;
  evaluations: Queue<EvaluateJob>;
};

/** Contacts of one page. */
const PAGE = 100;

/** Pages of one job: some seconds of a worker; the rest goes back to the queue with its place. */
const MAX_PAGES_PER_JOB = 5;

/**
 * Takes a company before (undefined for a new one) and after a write; has its contacts evaluated if what a live
 * rule asks of it has flipped, or may flip earlier: that it was active once more moves nobody. A contact that was attached by this write is evaluated by its own. Safe to repeat.
 */
export async function planCompanyEvaluation(
  { liveRules, evaluations, clock }: { liveRules: LiveRules; evaluations: Queue<EvaluateJob>; clock: Clock },
  before: Company | undefined,
  after: Company,
): Promise<void> {
  if (before === undefined || after.userCount === 0) return;
  const changed = changedAttributes(before, after);
  if (changed.length === 0) return;
  const { workspaceId, id: companyId, correlationId } = after;
  const leaves = companyLeavesOf(await liveRules.current(workspaceId));
  if (!isMoved(leaves, { before, after }, changed, clock.now())) return;
  await evaluations.send([{ kind: 'company', workspaceId, companyId, correlationId }]);
}

/** Takes a place among the contacts of a company that changed; evaluates the next 500 and hands the rest back to the queue. Safe to repeat. */
export async function evaluateCompany(ports: CompanyEvaluationPorts, job: CompanyJob): Promise<void> {
  const { workspaceId, companyId, correlationId } = job;
  let after = job.after;
  for (let pages = 0; pages < MAX_PAGES_PER_JOB; pages += 1) {
    const order = { limit: PAGE, newestFirst: false, after };
    const places = await ports.contactLinks.listContacts(workspaceId, { companyId }, order);
    const reason = { workspaceId, outdates: true, reaffirm: undefined, correlationId };
    const contactIds = places.map(({ contactId }) => contactId);
    await evaluateTogether(ports, contactIds, reason, (contactId) =>
      setContactAside(ports, { workspaceId, contactId, correlationId }),
    );
    if (places.length < PAGE) return;
    after = places.at(-1);
  }
  await ports.evaluations.send([{ ...job, ...(after && { after }) }]);
}
