import type { Clock } from '#domain/kernel/clock';
import { Failure } from '#domain/kernel/failure';
import { workspaceOfToken } from '#domain/workspace/access/access-token';
import type { Actor } from '#domain/workspace/access/actor';
import type { Authenticator, Credentials } from '#domain/workspace/access/authenticator';
import { VISITOR_LIMIT, WORKSPACE_LIMIT } from '#domain/workspace/access/rate-limit';
import type { RateWindowStore } from '#domain/workspace/access/rate-window-store';
import { permits } from '#domain/workspace/access/scope';
import type { Audience, Contract, Route } from './contract.ts';
import { credentialsOf } from './credentials.ts';
import { RateExceeded, type RateLimiter, rateLimiter } from './rate-limiter.ts';
import { type HttpRequest, type RequestState, stateOf } from './request-state.ts';
import { router } from './router.ts';

export type AdmissionPorts = { who: Authenticator; rateWindows: RateWindowStore; clock: Clock };

/**
 * Finds the route, establishes the actor and counts the request, the last two at the same time: one round
 * trip before the use case. For a read by somebody known from a moment ago the use case begins at once, and its answer
 * waits until the table has confirmed that they may still ask. Workspaces are counted in the table, messenger
 * sessions and callers without credentials by this instance alone.
 */
export function admission(routes: Route[], ports: AdmissionPorts) {
  const { who } = ports;
  const find = router(routes);
  const workspaces = rateLimiter(WORKSPACE_LIMIT, ports.clock, ports.rateWindows.take);
  const visitors = rateLimiter(VISITOR_LIMIT, ports.clock);
  const crowds = rateLimiter(WORKSPACE_LIMIT, ports.clock);

  const identify: Record<Audience, (credentials: Credentials | undefined) => Promise<Actor | undefined>> = {
    staff: who.staff,
    person: who.person,
    contact: who.contact,
    anyone: async () => undefined,
  };

  async function establish(
    state: RequestState,
    { access, method }: Contract,
    credentials: Credentials | undefined,
  ): Promise<Actor | undefined> {
    const recalled = access === 'staff' && method === 'GET' ? await who.recall?.(credentials) : undefined;
    if (recalled === undefined) return await identify[access](credentials);
    state.confirmed = who.staff(credentials).then((actor) => assertScope(state, actor));
    // Looked at when the answer is ready; a refusal in the meantime is nobody's unhandled rejection.
    state.confirmed.catch(() => {});
    return recalled;
  }

  return {
    before: async ({ event }: HttpRequest) => {
      const state = stateOf(event);
      const address = event.requestContext.http.sourceIp;
      try {
        const { method } = event.requestContext.http;
        // Whoever wants only the headers asks for what GET would answer (RFC 9110, 9.3.2).
        state.match = find(method === 'HEAD' ? 'GET' : method, pathOf(event));
        const { contract } = state.match.route;
        const credentials = credentialsOf(event.headers);
        const ofWorkspace = contract.access === 'staff' || contract.access === 'person';
        const named = ofWorkspace ? workspaceNamed(credentials) : undefined;

        const [actor] = await Promise.all([
          establish(state, contract, credentials),
          named === undefined ? undefined : workspaces.reserve(named),
        ]);
        state.actor = actor?.kind === 'token' || actor?.kind === 'admin' ? { ...actor, ip: address } : actor;
      } catch (error) {
        await count(state, visitors, address);
        throw error;
      }
      const { actor } = state;
      const { sharedAddress } = state.match.route.contract;
      if (actor === undefined) await count(state, sharedAddress ? crowds : visitors, address);
      else if (actor.kind === 'contact') await count(state, visitors, actor.sessionId);
      else if (actor.kind === 'person') await count(state, visitors, actor.email);
      else await count(state, workspaces, actor.workspaceId);
      assertScope(state, actor);
    },

    after: async ({ event }: HttpRequest) => {
      await Promise.all([stateOf(event).confirmed, who.settled?.()]);
    },

    onError: async (request: HttpRequest) => {
      await who.settled?.();
      // A caller who may no longer ask learns nothing of what went wrong.
      await stateOf(request.event).confirmed?.catch((refusal: unknown) => {
        request.error = refusal;
      });
    },
  };
}

function assertScope({ match }: RequestState, actor: Actor | undefined): void {
  if (match === undefined || actor?.kind !== 'token') return;
  // What names no scope is for full access alone.
  const required = match.route.contract.scope ?? 'full access';
  if (permits(actor.scopes, required)) return;
  throw new Failure('forbidden', `You do not have the required scope (${required}) to access this resource`);
}

/** Takes an event; returns its path without the stage, as API Gateway puts it before the path except for `$default`. */
export function pathOf(event: HttpRequest['event']): string {
  const { stage } = event.requestContext;
  const prefix = `/${stage}`;
  const staged = stage !== '$default' && (event.rawPath === prefix || event.rawPath.startsWith(`${prefix}/`));
  return staged ? event.rawPath.slice(prefix.length) : event.rawPath;
}

function workspaceNamed(credentials: Credentials | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  return workspaceOfToken(credentials.token) ?? credentials.workspaceId;
}

async function count(state: RequestState, limiter: RateLimiter, key: string): Promise<void> {
  try {
    await limiter.reserve(key);
    state.rate = limiter.spend(key);
  } catch (error) {
    if (error instanceof RateExceeded) state.rate = error.state;
    throw error;
  }
}
