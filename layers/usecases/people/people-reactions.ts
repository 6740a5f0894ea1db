import type { Fact } from '#domain/fact';
import type { Queue } from '#domain/kernel/queue';
import type { CompanyStore } from '#domain/people/company/company-store';
import { type Contact, isListed } from '#domain/people/contact/contact';
import type { ContactLinkStore } from '#domain/people/contact/contact-link-store';
import type { VisitLog } from '#domain/people/contact/visit-log';
import type { FollowUpJob } from '#events/follow-up-job';
import { recordCompanyActivity } from './company-activity.ts';
import { type SessionCountPorts, shareSessionCount } from './session-count.ts';

export type PeopleReactionPorts = SessionCountPorts & {
  contactLinks: Pick<ContactLinkStore, 'settle'>;
  companies: Pick<CompanyStore, 'get' | 'update'>;
  visits: VisitLog;
  followUps: Queue<FollowUpJob>;
};

/** Takes a fact; does what follows from it for contacts, companies and tags. Safe to repeat, early or late. */
export async function reactInPeople(ports: PeopleReactionPorts, fact: Fact): Promise<void> {
  switch (fact.kind) {
    case 'contact-written':
      await settleLinks(ports, fact.before, fact.after);
      return await recordCompanyActivity(ports, fact.before, fact.after);
    case 'profile-decided':
      return fact.sessionsCounted ? await shareSessionCount(ports, fact.profile) : undefined;
    case 'contact-removed':
    case 'contact-merged': {
      const { workspaceId, id: contactId, correlationId } = fact.contact;
      const into = fact.kind === 'contact-merged' ? { into: fact.into } : {};
      return await ports.followUps.send([{ kind: 'former-contact', workspaceId, contactId, ...into, correlationId }]);
    }
    case 'company-removed': {
      const { workspaceId, id: companyId, correlationId } = fact.company;
      return await ports.followUps.send([{ kind: 'unlink', workspaceId, of: { companyId }, correlationId }]);
    }
    case 'tag-removed': {
      const { workspaceId, id: tagId, correlationId } = fact.tag;
      return await ports.followUps.send([{ kind: 'unlink', workspaceId, of: { tagId }, correlationId }]);
    }
    default:
  }
}

/** Who archived or brought back a contact has settled its links already, unless something came in between. */
async function settleLinks(
  { contactLinks }: PeopleReactionPorts,
  before: Contact | undefined,
  after: Contact,
): Promise<void> {
  if (before === undefined || isListed(before) === isListed(after)) return;
  await contactLinks.settle(after.workspaceId, after.id);
}
