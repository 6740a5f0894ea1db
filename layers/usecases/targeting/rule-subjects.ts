import type { CompanyRecord } from '#domain/people/company/company-record';
import { companyRecord } from '#domain/people/company/company-record';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import type { CompiledRule } from '#domain/targeting/rule/compile-rule';
import type { Subject } from '#domain/targeting/rule/subject';

export type SubjectPorts = { companies: Pick<CompanyStore, 'getMany'> };

/** What rules ask of a contact beside its profile. */
export type ContactSubject = Omit<Subject, 'profile'>;

/** Compiled rules of one workspace: what is live, or what one campaign asks. */
export type AskingRules = {
  workspaceId: string;
  rules: readonly { rule: Pick<CompiledRule, 'companyAttributes'> }[];
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
  const asked = companyAttributesOf(rules).size > 0;
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

/** Takes compiled rules; returns the names of the company attributes that some of them asks for. */
export function companyAttributesOf({ rules }: Pick<AskingRules, 'rules'>): ReadonlySet<string> {
  return new Set(rules.flatMap(({ rule }) => rule.companyAttributes));
}
