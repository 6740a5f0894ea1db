import type { Route } from '#runtime/contract';
import type { VisitorPorts } from '#usecases/people/visitors';
import { contactLifecycleRoutes } from './contact-lifecycle.routes.ts';
import { visitorRoutes } from './visitors.routes.ts';

/** The routes that hide, merge, delete and convert contacts, in one file that is loaded late. */
export function lateContactRoutes(ports: VisitorPorts): Route[] {
  return [...contactLifecycleRoutes(ports), ...visitorRoutes(ports)];
}
