import type { Actor } from '#domain/workspace/access/actor';
import { permits, type Requirement, SCOPES } from '#domain/workspace/access/scope';

/** What tells a caller which thing it has written, and what is shown this once only. */
const RECEIPT = [
  'type',
  'id',
  'conversation_id',
  'seq',
  'version',
  'status',
  'deleted',
  'secret',
  'token',
  'scopes',
  'warnings',
];

/**
 * Takes who asked for a change, what the operation asks for, and its answer; returns the answer, or of it no more than a receipt
 * for a token that may change such things and not read them (X7).
 */
export function asMuchAsMayBeRead(actor: Actor | undefined, scope: Requirement | undefined, answer: unknown): unknown {
  const reading = SCOPES.find((each) => each === scope?.replace('write_', 'read_'));
  const isUnread = actor?.kind === 'token' && reading !== undefined && !permits(actor.scopes, reading);
  if (!isUnread || typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([name]) => RECEIPT.includes(name)));
}
