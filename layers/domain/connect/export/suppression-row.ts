import { reasonsOf, SUPPRESSION_REASONS, type Suppression } from '../../engage/suppression/suppression.ts';
import { defusedCell } from './escape-formula.ts';
import type { Cell } from './sent-row.ts';

/** The first line of the file: an instant (Unix seconds) for each reason, empty where it does not hold. */
export const SUPPRESSION_COLUMNS: readonly string[] = ['address', 'reason', ...SUPPRESSION_REASONS];

/** Takes what is known of an address; returns its line. Texts cannot be taken for formulas. */
export function suppressionRow(suppression: Suppression): Cell[] {
  const reasons = reasonsOf(suppression);
  const since = SUPPRESSION_REASONS.map((reason) => reasons.find((each) => each.reason === reason)?.at ?? null);
  return [
    defusedCell(suppression.address),
    reasons[0]?.reason ?? null,
    ...since.map((at) => (at === null ? null : Math.floor(at / 1000))),
  ];
}
