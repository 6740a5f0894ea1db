import { Failure } from '#domain/kernel/failure';

/** Takes the id of the contact that holds an external id or e-mail, and the cause if any; returns the failure in the words that Intercom's clients look for (API 2.15, error 409). */
export function claimTaken(contactId: string, cause?: unknown): Failure {
  return new Failure('conflict', `A contact matching those details already exists with id=${contactId}`, {
    reason: 'conflict',
    ...(cause === undefined ? {} : { cause }),
  });
}
