import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Actor } from '#domain/workspace/access/actor';
import { permits, type Requirement, SCOPES } from '#domain/workspace/access/scope';
import { JSON_HEADERS } from './failure-response.ts';

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

/**
 * Takes who repeats a request and what the operation asks for; returns a kept answer, or a receipt of it: the token may have lost
 * since what it had when it was answered first (X7, X48).
 */
export function keptAsMuchAsMayBeRead(
  actor: Actor | undefined,
  scope: Requirement | undefined,
  answer: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 {
  if (!answer.body || answer.headers?.['Content-Type'] !== JSON_HEADERS['Content-Type']) return answer;
  const body = JSON.stringify(asMuchAsMayBeRead(actor, scope, JSON.parse(answer.body)));
  return { ...answer, body };
}
