import { type CompanyRecord, companyRecord } from '#domain/people/company/company-record';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { EventStore } from '#domain/people/event/event-store';
import { missingStreams, namesConcerning, summariseStream, withStream } from '#domain/targeting/profile/fold-event';
import type { Profile } from '#domain/targeting/profile/profile';
import type { CompanyLeaf } from '#domain/targeting/rule/company-leaves';
import type { CompiledRule } from '#domain/targeting/rule/compile-rule';
import type { StreamSet } from '#domain/targeting/rule/stream';
import type { Subject } from '#domain/targeting/rule/subject';

export type SubjectPorts = { companies: Pick<CompanyStore, 'getMany'> };

/** What rules ask of a contact beside its profile. */
export type ContactSubject = Omit<Subject, 'profile'>;

/** Compiled rules of one workspace: what is live, or what one campaign asks. */
export type AskingRules = {
  workspaceId: string;
  rules: readonly { rule: Pick<CompiledRule, 'companyLeaves'> }[];
};

/**
 * Takes compiled rules and contacts of their workspace; returns what the rules ask of each. Tags stand in the contact;
 * companies are read, all at once, only if some live rule asks for one.
 */
export async function subjectsOf(
  { companies }: SubjectPorts,
  rules: AskingRules,
  contacts: Contact[],
): Promise<ContactSubject[]> {
  const asked = companyLeavesOf(rules).length > 0;
  const ids = asked ? [...new Set(contacts.flatMap(({ companyIds }) => companyIds))] : [];
  const found = ids.length === 0 ? [] : await companies.getMany(rules.workspaceId, ids);
  const records = new Map(found.map((company) => [company.id, companyRecord(company)]));
  return contacts.map((contact) => ({
    contact,
    tags: new Set(contact.tagIds),
    companies: contact.companyIds.flatMap((id): CompanyRecord[] => {
      const record = records.get(id);
      return record === undefined ? [] : [record];
    }),
  }));
}

/** Takes compiled rules and one contact; returns what the rules ask of it. */
export async function subjectOf(ports: SubjectPorts, rules: AskingRules, contact: Contact): Promise<ContactSubject> {
  const [subject = { contact }] = await subjectsOf(ports, rules, [contact]);
  return subject;
}

/** Takes compiled rules; returns what they ask of companies. */
export function companyLeavesOf({ rules }: Pick<AskingRules, 'rules'>): readonly CompanyLeaf[] {
  return rules.flatMap(({ rule }) => rule.companyLeaves);
}

/**
 * Takes a profile, the streams that some rules need and the present instant in ms; returns the profile with those
 * that it did not remember summarised from the stored events, the same object if none were missing. Reads events
 * only of names that the contact has ever sent.
 */
export async function withMissingStreams(
  { events }: { events: EventStore },
  profile: Profile,
  { streams, now }: { streams: StreamSet; now: number },
): Promise<Profile> {
  let complete = profile;
  for (const spec of missingStreams(profile, streams)) {
    const names = namesConcerning(profile, spec);
    const stored = await Promise.all(
      names.map((name) => events.listByName(profile.workspaceId, profile.contactId, name)),
    );
    complete = withStream(complete, spec, summariseStream(stored.flat(), spec, now));
  }
  return complete;
}
