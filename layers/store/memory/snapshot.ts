import { Failure } from '#domain/kernel/failure';

/** Takes a record; returns a copy, so that what the memory holds changes by writes only. */
export const copy = <T>(record: T): T => structuredClone(record);

/** Returns the failure of a write whose condition does not hold. */
export const stale = (): Failure => new Failure('conflict', 'The record was changed by another request.');

/** Takes members of an address; returns one string for them. */
export const address = (...members: (string | number)[]): string => JSON.stringify(members);
