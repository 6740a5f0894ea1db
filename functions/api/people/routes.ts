import type { Route } from '#runtime/contract';
import { type ContactPorts, contactUseCases } from '#usecases/contacts';
import { type EventPorts, eventUseCases } from '#usecases/events';
import { contactRoutes } from './contacts.routes.ts';
import { eventRoutes } from './events.routes.ts';

/** Takes the ports; returns every route of this function. */
export function peopleRoutes(ports: ContactPorts & EventPorts): Route[] {
  return [...contactRoutes(contactUseCases(ports)), ...eventRoutes(eventUseCases(ports))];
}
