import type { Outcome } from '../functions/function-instance.ts';

/**
 * Takes how an invocation ended and whether its event source reports item failures; returns the ids of the
 * items that failed, or `all`. An empty id in the report means that all failed, as in Lambda.
 */
export function failedItems(outcome: Outcome, reportsItemFailures: boolean): Set<string> | 'all' {
  if (!outcome.ok) return 'all';
  const { value } = outcome;
  if (!reportsItemFailures || typeof value !== 'object' || value === null) return new Set();
  const failures = 'batchItemFailures' in value ? value.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return 'all';
  const ids = failures.map((failure: { itemIdentifier?: unknown }) => failure?.itemIdentifier);
  if (ids.some((id) => typeof id !== 'string' || id === '')) return 'all';
  return new Set(ids.map(String));
}
