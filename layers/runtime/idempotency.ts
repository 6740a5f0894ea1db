import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import type { Actor } from '#domain/workspace/access/actor';
import {
  ANSWER_KEPT_MS,
  type KeptAnswer,
  type KeptAnswerStore,
  RUNNING_FOR_MS,
} from '#domain/workspace/access/kept-answer-store';
import type { NamedRequest } from './request-state.ts';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

export type IdempotencyPorts = { keptAnswers: KeptAnswerStore; clock: Clock };

type Answer = APIGatewayProxyStructuredResultV2;

const FIELD = 'Idempotency-Key';
const MAX_KEY_LENGTH = 255;

/**
 * Takes a request as it was sent, its key and its caller; returns its name.
 * @throws bad_request for a key that nobody makes up
 */
export function nameOf(event: APIGatewayProxyEventV2, key: string, actor: Actor): NamedRequest {
  if (key.trim() === '' || key.length > MAX_KEY_LENGTH)
    throw new Failure('bad_request', `${FIELD} must have 1 to ${MAX_KEY_LENGTH} characters`, { field: FIELD });
  const { workspaceId, hash: caller } = callerOf(actor);
  return { workspaceId, hash: digest(caller, key), key: `${caller}\n${key}`, fingerprint: contentOf(event) };
}

/**
 * Takes the ports; returns what runs a named request once in 24 hours: repeats are given the same answer. What failed may be
 * tried again under its key. A request whose function was killed is tried anew after half a minute.
 * @throws conflict while it runs; unprocessable if the key named another request
 */
export function onceByName({ keptAnswers, clock }: IdempotencyPorts) {
  /** Returns what it wrote, or what was kept before. */
  async function begin(named: NamedRequest): Promise<KeptAnswer & { mine: boolean }> {
    let version = 1;
    for (;;) {
      const startedAt = clock.now();
      const { fingerprint } = named;
      const next: KeptAnswer = { version, fingerprint, state: 'running', startedAt, answer: null };
      const found = await keptAnswers.save(named, next);
      if (found === undefined) return { ...next, mine: true };
      if (!isOver(found, startedAt)) return { ...found, mine: false };
      version = found.version + 1;
    }
  }

  return async (named: NamedRequest, run: () => Promise<Answer>): Promise<Answer> => {
    const kept = await begin(named);
    if (!kept.mine) return repeated(kept, named);
    const end = (state: 'answered' | 'failed', answer: string | null) =>
      keptAnswers.save(named, { ...kept, version: kept.version + 1, state, answer });
    try {
      const answer = await run();
      // The work is done: whoever asked is told so, even if a repeat will not be.
      await end('answered', sealAnswer(answer, named.key)).catch(() => {});
      return answer;
    } catch (error) {
      await end('failed', null).catch(() => {});
      throw error;
    }
  };
}

/** Whether it may be begun again: it failed, was killed, or is of yesterday (items outlive their time by hours). */
function isOver({ state, startedAt }: KeptAnswer, now: number): boolean {
  const age = now - startedAt;
  return state === 'failed' || age >= ANSWER_KEPT_MS || (state === 'running' && age >= RUNNING_FOR_MS);
}

function repeated({ state, fingerprint, answer }: KeptAnswer, named: NamedRequest): Answer {
  if (fingerprint !== named.fingerprint) {
    const message = `${FIELD} was used for another request within 24 hours; send this one under a key of its own`;
    throw new Failure('unprocessable', message, { reason: 'idempotency_key_reused', field: FIELD });
  }
  if (state === 'running') {
    const message = `A request with this ${FIELD} is being answered; ask again in a second`;
    throw new Failure('conflict', message, { reason: 'idempotency_key_in_use', field: FIELD, retryAfter: 1 });
  }
  if (answer === null) {
    const message = `The request with this ${FIELD} was done; its answer was too large to be kept`;
    throw new Failure('conflict', message, { reason: 'answer_not_kept', field: FIELD });
  }
  const { headers, ...rest } = openAnswer(answer, named.key);
  return { ...rest, headers: { ...headers, 'Idempotent-Replayed': 'true' } };
}

function callerOf(actor: Actor): { workspaceId: string | undefined; hash: string } {
  switch (actor.kind) {
    case 'person':
      return { workspaceId: undefined, hash: digest('person', actor.email) };
    case 'token':
      return { workspaceId: actor.workspaceId, hash: digest('token', actor.workspaceId, actor.tokenId) };
    case 'admin':
      return { workspaceId: actor.workspaceId, hash: digest('admin', actor.workspaceId, actor.adminId) };
    case 'contact':
      return { workspaceId: actor.workspaceId, hash: digest('contact', actor.workspaceId, actor.contactId) };
    case 'system':
      return { workspaceId: actor.workspaceId, hash: digest('system', actor.workspaceId) };
  }
}

function contentOf({ requestContext, rawPath, rawQueryString, headers, body }: APIGatewayProxyEventV2): string {
  const { method } = requestContext.http;
  return digest(method, rawPath, rawQueryString, headers['intercom-version'] ?? '', body ?? '');
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
