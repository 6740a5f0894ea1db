import { Failure } from '#domain/kernel/failure';
import type { Item } from './table.ts';

/** Why a conditional write did not happen: which actions failed their condition, and what they found there. */
export class ConditionFailure extends Error {
  override readonly name = 'ConditionFailure';
  /** By index of the action (0 for a single write); undefined where the engine did not say what it found. */
  readonly found: ReadonlyMap<number, Item | undefined>;

  constructor(found: ReadonlyMap<number, Item | undefined>) {
    super(`conditions of actions ${[...found.keys()].join(', ')} do not hold`);
    this.found = found;
  }
}

/** Takes a caught value; returns its `ConditionFailure` if it is a conflict of conditions, and rethrows anything else. */
export function conditionFailureOf(error: unknown): ConditionFailure {
  if (error instanceof Failure && error.details.cause instanceof ConditionFailure) return error.details.cause;
  throw error;
}
