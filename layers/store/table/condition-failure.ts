import { Failure } from '#domain/kernel/failure';
import type { Item } from './table.ts';

/** Why a conditional write did not happen: which actions failed their condition, and what they found there. */
export class Rejection extends Error {
  override readonly name = 'Rejection';
  /** By index of the action (0 for a single write); undefined where the engine did not say what it found. */
  readonly found: ReadonlyMap<number, Item | undefined>;

  constructor(found: ReadonlyMap<number, Item | undefined>) {
    super(`conditions of actions ${[...found.keys()].join(', ')} do not hold`);
    this.found = found;
  }
}

/** Takes a caught value; returns its `Rejection` if it is a conflict of conditions, and rethrows anything else. */
export function rejectionOf(error: unknown): Rejection {
  if (error instanceof Failure && error.details.cause instanceof Rejection) return error.details.cause;
  throw error;
}
