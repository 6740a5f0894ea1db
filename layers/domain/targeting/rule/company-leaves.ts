import type { Company } from '../../people/company/company.ts';
import { companyRecord } from '../../people/company/company-record.ts';
import type { Contact } from '../../people/contact/contact.ts';
import { emptyProfile } from '../profile/profile.ts';
import type { Look } from './outlook.ts';
import type { AttributeRule } from './rule.ts';
import type { Subject } from './subject.ts';

/** What a rule asks of a company, by itself. */
export type CompanyLeaf = {
  /** The attribute's name without `company.`. */
  name: string;
  look: Look;
  /** Whether it asks of the contact, too: how long a value has stood that was never stamped. */
  asksContact: boolean;
};

/** Takes a parsed rule on a company's attribute, the attribute's name and the compiled look; returns the leaf. */
export function companyLeaf(rule: AttributeRule, name: string, look: Look): CompanyLeaf {
  return { name, look, asksContact: rule.op === 'been' };
}

/**
 * Takes the leaves of live rules, a company before and after a write, the names of what differs, and the present (ms); returns
 * whether the write can matter to a contact: a leaf has flipped, or may flip by time alone earlier than it would have. A later
 * instant matters to nobody, because timers are lazy: they fire as armed, and look again.
 */
export function isMoved(
  leaves: readonly CompanyLeaf[],
  { before, after }: { before: Company; after: Company },
  changed: readonly string[],
  now: number,
): boolean {
  const [had, has] = [ofCompany(before), ofCompany(after)];
  return leaves.some(({ name, look, asksContact }) => {
    if (!changed.includes(name)) return false;
    if (asksContact) return true;
    const [was, is] = [look(had, now), look(has, now)];
    return was > 0 !== is > 0 || Math.abs(is) < Math.abs(was);
  });
}

/** A contact of that company alone; leaves that are looked at read nothing else of it. */
function ofCompany(company: Company): Subject {
  const contact = { id: '', workspaceId: company.workspaceId } as Contact;
  return { contact, profile: emptyProfile(company.workspaceId, ''), companies: [companyRecord(company)] };
}
