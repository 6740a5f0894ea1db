import { withActivity } from '#domain/people/company/company-activity';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import { doubtBetween, type VisitLog } from '#domain/people/contact/visit-log';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

/**
 * Takes a contact before (undefined for a new one) and after a write; if it was seen meanwhile, its companies have made a
 * request, too. A company that knows it already is not written again. Safe to repeat.
 */
export async function recordCompanyActivity(
  { companies, visits }: { companies: Pick<CompanyStore, 'get' | 'update'>; visits: VisitLog },
  before: Contact | undefined,
  { workspaceId, id: contactId, companyIds, lastSeenAt }: Contact,
): Promise<void> {
  const seenBefore = before?.lastSeenAt ?? null;
  if (lastSeenAt === null || lastSeenAt <= (seenBefore ?? 0)) return;
  if (companyIds.length === 0) return;
  // A visit that the contact does not tell of may have kept its session going.
  const doubt = seenBefore === null ? undefined : doubtBetween(seenBefore, lastSeenAt);
  const untold = doubt === undefined ? [] : await visits.between(workspaceId, contactId, doubt);
  const last = untold.reduce<number | null>((newest, at) => Math.max(newest ?? at, at), seenBefore);
  await forEachConcurrently(companyIds, (id) =>
    retryOnConflict(async () => {
      const company = await companies.get(workspaceId, id);
      if (company === undefined) return;
      const after = withActivity(company, { at: lastSeenAt, before: last });
      if (after !== company) await companies.update(company, after);
    }),
  );
}
