import { SESSION_GAP } from '../contact/visit-log.ts';
import type { Company } from './company.ts';

/** A company is written at most this often for being active, in ms, unless a session begins: many people may be in one. */
const ACTIVE_GRAIN_MS = 60_000;

/**
 * Takes a company and when one of its contacts was seen, and before that (ms, null for never); returns the company
 * with its last request and sessions brought up to date, or the very same object for what it knows already, to the minute: so
 * a repeat counts nothing twice.
 */
export function withActivity(company: Company, seen: { at: number; before: number | null }): Company {
  if (company.lastRequestAt !== null && seen.at <= company.lastRequestAt) return company;
  const isSession = seen.before === null || seen.at - seen.before >= SESSION_GAP;
  const isFresh = company.lastRequestAt !== null && seen.at - company.lastRequestAt < ACTIVE_GRAIN_MS;
  if (isFresh && !isSession) return company;
  return { ...company, lastRequestAt: seen.at, sessionCount: company.sessionCount + (isSession ? 1 : 0) };
}
