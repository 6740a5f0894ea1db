import type { Ids } from '#domain/kernel/ids';
import type { Route } from '#runtime/contract';
import { type ContactLifecyclePorts, contactLifecycle } from '#usecases/people/contact-lifecycle';
import type { Contacts } from '#usecases/people/contacts';
import { type VisitorPorts, visitorUseCases } from '#usecases/people/visitors';
import { contactLifecycleRoutes } from './contact-lifecycle.routes.ts';
import { visitorRoutes } from './visitors.routes.ts';

type Ports = ContactLifecyclePorts & Omit<VisitorPorts, 'people' | 'lifecycle'> & { ids: Pick<Ids, 'decimalId'> };

/** Takes the ports and the verbs of contacts; returns the routes that hide, merge, delete and convert them. */
export function lateContactRoutes(ports: Ports, people: Contacts): Route[] {
  const lifecycle = contactLifecycle(ports);
  return [
    ...contactLifecycleRoutes(lifecycle, ports.ids),
    ...visitorRoutes(visitorUseCases({ ...ports, people, lifecycle })),
  ];
}
