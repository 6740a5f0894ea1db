import { withActivity } from '#domain/people/company/company-activity';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { retryOnConflict } from '../kernel/retry-on-conflict.ts';

/**
 * Takes a contact before (undefined for a new one) and after a write; if it was seen meanwhile, its companies have made a
 * request, too. A company that knows it already is not written again. Safe to repeat.
 */
export async function recordCompanyActivity(
  { companies }: { companies: Pick<CompanyStore, 'get' | 'update'> },
  before: Contact | undefined,
  { workspaceId, companyIds, lastSeenAt }: Contact,
): Promise<void> {
  const seenBefore = before?.lastSeenAt ?? null;
  if (lastSeenAt === null || lastSeenAt <= (seenBefore ?? 0)) return;
  await forEachConcurrently(companyIds, (id) =>
    retryOnConflict(async () => {
      const company = await companies.get(workspaceId, id);
      if (company === undefined) return;
      const after = withActivity(company, { at: lastSeenAt, before: seenBefore });
      if (after !== company) await companies.update(company, after);
    }),
  );
}
