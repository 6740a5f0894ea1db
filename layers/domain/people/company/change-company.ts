import { ownValue, setOwnValue } from '../../kernel/own-value.ts';
import type { AttributeStamp } from '../contact/contact.ts';
import type { Writing } from '../contact/contact-changes.ts';
import { mergeCustomAttributes } from '../contact/custom-attributes.ts';
import type { Company, CompanyChanges } from './company.ts';
import { companyRecord } from './company-record.ts';

/** Rules compare instants with the present and never ask how long they have been. */
const UNSTAMPED = new Set([
  ...['id', 'company_id', 'created_at', 'updated_at'],
  ...['remote_created_at', 'last_request_at', 'session_count'],
]);

/** Takes the ids of a company to be, what is known of it and when; returns it. @throws bad_request for custom attributes that are not acceptable */
export function newCompany(
  ids: Pick<Company, 'id' | 'workspaceId' | 'companyId'>,
  given: CompanyChanges,
  { at, correlationId }: Writing,
): Company {
  const blank: Company = {
    ...ids,
    name: null,
    plan: null,
    monthlySpend: 0,
    size: null,
    website: null,
    industry: null,
    remoteCreatedAt: null,
    lastRequestAt: null,
    sessionCount: 0,
    userCount: 0,
    customAttributes: {},
    tagIds: [],
    stamps: {},
    createdAt: at,
    updatedAt: at,
    correlationId,
    version: 0,
  };
  return { ...changeCompany(blank, given, { at, correlationId }), version: 0 };
}

/**
 * Takes a company, what a caller sets and when; returns the company as it is then, or the very same object if
 * nothing differs, so that a repeated upsert costs no write. `monthly_spend` is truncated (Intercom API 2.15).
 * @throws bad_request for custom attributes that are not acceptable
 */
export function changeCompany(before: Company, changes: CompanyChanges, writing: Writing): Company {
  const after: Company = {
    ...before,
    name: changed(changes.name, before.name),
    plan: changed(changes.plan, before.plan),
    monthlySpend: Math.trunc(changes.monthlySpend ?? before.monthlySpend),
    size: changed(changes.size, before.size),
    website: changed(changes.website, before.website),
    industry: changed(changes.industry, before.industry),
    remoteCreatedAt: changed(changes.remoteCreatedAt, before.remoteCreatedAt),
    customAttributes: mergeCustomAttributes(before.customAttributes, changes.customAttributes ?? {}),
  };
  return stamped(before, after, writing);
}

/** Takes a company before and after a change; returns the latter stamped, or the former if no attribute differs. */
export function stamped(before: Company, after: Company, { at, correlationId }: Writing): Company {
  const names = changedAttributes(before, after);
  if (names.length === 0) return before;
  const stamps: Record<string, AttributeStamp> = { ...before.stamps };
  for (const name of names) if (!UNSTAMPED.has(name)) setOwnValue(stamps, name, { at, since: at });
  return { ...after, stamps, updatedAt: at, correlationId };
}

/** Takes a company before and after; returns the names of the attributes that differ, as rules know them. */
export function changedAttributes(before: Company, after: Company): string[] {
  const [had, has] = [companyRecord(before).attributes, companyRecord(after).attributes];
  return Object.keys({ ...had, ...has }).filter(
    (name) => (ownValue(had, name) ?? null) !== (ownValue(has, name) ?? null),
  );
}

/** Null is a change, undefined is none. */
function changed<Value>(given: Value | undefined, present: Value): Value {
  return given === undefined ? present : given;
}
