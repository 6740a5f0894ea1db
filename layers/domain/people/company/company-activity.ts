import type { Company } from './company.ts';

/** A session ends after this long without activity, in ms (Intercom, "session"). */
const SESSION_GAP_MS = 30 * 60 * 1_000;

/**
 * Takes a company and when one of its contacts was seen, and before that (ms, null for never); returns the company
 * with its last request and sessions brought up to date, or the very same object for what it knows already: so a
 * repeat counts nothing twice.
 */
export function withActivity(company: Company, seen: { at: number; before: number | null }): Company {
  if (company.lastRequestAt !== null && seen.at <= company.lastRequestAt) return company;
  const isSession = seen.before === null || seen.at - seen.before >= SESSION_GAP_MS;
  return { ...company, lastRequestAt: seen.at, sessionCount: company.sessionCount + (isSession ? 1 : 0) };
}
