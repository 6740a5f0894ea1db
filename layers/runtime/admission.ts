import { workspaceOfToken } from '#domain/access/access-token';
import type { Actor } from '#domain/access/actor';
import type { Authenticator, Credentials } from '#domain/access/authenticator';
import { VISITOR_LIMIT, WORKSPACE_LIMIT } from '#domain/access/rate-limit';
import type { RateWindowStore } from '#domain/access/rate-window-store';
import type { Clock } from '#domain/clock/clock';
import type { Audience, Route } from './contract.ts';
import { credentialsOf } from './credentials.ts';
import { RateExceeded, type RateLimiter, rateLimiter } from './rate-limiter.ts';
import { type HttpRequest, type RequestState, stateOf } from './request-state.ts';
import { router } from './router.ts';

export type AdmissionPorts = { who: Authenticator; rateWindows: RateWindowStore; clock: Clock };

/**
 * Finds the route, establishes the actor and counts the request, the last two at the same time: one round
 * trip before the use case. Workspaces are counted in the table, messenger sessions and callers without
 * credentials by this instance alone.
 */
export function admission(routes: Route[], ports: AdmissionPorts) {
  const find = router(routes);
  const workspaces = rateLimiter(WORKSPACE_LIMIT, ports.clock, ports.rateWindows.take);
  const visitors = rateLimiter(VISITOR_LIMIT, ports.clock);

  const identify: Record<Audience, (credentials: Credentials | undefined) => Promise<Actor | undefined>> = {
    staff: ports.who.staff,
    contact: ports.who.contact,
    anyone: async () => undefined,
  };

  return {
    before: async ({ event }: HttpRequest) => {
      const state = stateOf(event);
      const address = event.requestContext.http.sourceIp;
      try {
        state.match = find(event.requestContext.http.method, pathOf(event));
        const { access } = state.match.route.contract;
        const credentials = credentialsOf(event.headers);
        const named = access === 'staff' ? workspaceNamed(credentials) : undefined;

        const [actor] = await Promise.all([
          identify[access](credentials),
          named === undefined ? undefined : workspaces.reserve(named),
        ]);
        state.actor = actor;
      } catch (error) {
        await count(state, visitors, address);
        throw error;
      }
      if (state.actor === undefined) await count(state, visitors, address);
      else if (state.actor.kind === 'contact') await count(state, visitors, state.actor.sessionId);
      else await count(state, workspaces, state.actor.workspaceId);
    },
  };
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
