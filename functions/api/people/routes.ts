import type { Route } from '#runtime/contract';
import { acceptedAttributes } from '#usecases/accepted-attributes';
import { type ContactPorts, contactUseCases } from '#usecases/contacts';
import { type DataAttributePorts, dataAttributeUseCases } from '#usecases/data-attributes';
import { type EventPorts, eventUseCases } from '#usecases/events';
import { contactRoutes } from './contacts.routes.ts';
import { dataAttributeRoutes } from './data-attributes.routes.ts';
import { eventRoutes } from './events.routes.ts';

/** Takes the ports; returns every route of this function. */
export function peopleRoutes(ports: Omit<ContactPorts, 'attributes'> & EventPorts & DataAttributePorts): Route[] {
  const attributes = acceptedAttributes(ports);
  return [
    ...contactRoutes(contactUseCases({ ...ports, attributes })),
    ...dataAttributeRoutes(dataAttributeUseCases(ports)),
    ...eventRoutes(eventUseCases(ports)),
  ];
}
