import type { Route } from '#runtime/contract';
import type { Log } from '#runtime/logger';
import { type ContactSearchPorts, contactSearch } from '#usecases/targeting/contact-search';
import { contactSearchRoutes } from './contact-search.routes.ts';

export function lateSearchRoutes(ports: ContactSearchPorts & { log?: Log }): Route[] {
  return contactSearchRoutes(contactSearch(ports), ports.log);
}
