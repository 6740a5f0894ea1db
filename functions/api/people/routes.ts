import type { Route } from '#runtime/contract';
import type { Log } from '#runtime/logger';
import { acceptedAttributes } from '#usecases/accepted-attributes';
import { type CompanyPorts, companyUseCases } from '#usecases/companies';
import { type CompanyListPorts, companyListUseCases } from '#usecases/company-lists';
import { type ContactCompanyPorts, contactCompanyUseCases } from '#usecases/contact-companies';
import { contactLifecycle } from '#usecases/contact-lifecycle';
import { type ContactSearchPorts, contactSearch } from '#usecases/contact-search';
import type { ContactSegmentPorts } from '#usecases/contact-segments';
import { type ContactSubscriptionPorts, contactSubscriptionUseCases } from '#usecases/contact-subscriptions';
import { type ContactTagPorts, contactTagUseCases } from '#usecases/contact-tags';
import { type ContactPorts, contactUseCases } from '#usecases/contacts';
import { type DataAttributePorts, dataAttributeUseCases } from '#usecases/data-attributes';
import { type EventNamePorts, eventNameUseCases } from '#usecases/event-names';
import { type EventPorts, eventUseCases } from '#usecases/events';
import { type NotePorts, noteUseCases } from '#usecases/notes';
import { type TagPorts, tagUseCases } from '#usecases/tags';
import { visitorUseCases } from '#usecases/visitors';
import { companyRoutes } from './companies.routes.ts';
import { contactLifecycleRoutes } from './contact-lifecycle.routes.ts';
import { contactSearchRoutes } from './contact-search.routes.ts';
import { contactSegmentRoutes } from './contact-segments.routes.ts';
import { contactRoutes } from './contacts.routes.ts';
import { dataAttributeRoutes } from './data-attributes.routes.ts';
import { eventRoutes } from './events.routes.ts';
import { noteRoutes } from './notes.routes.ts';
import { subscriptionRoutes } from './subscriptions.routes.ts';
import { tagRoutes } from './tags.routes.ts';
import { visitorRoutes } from './visitors.routes.ts';

export type PeoplePorts = Omit<ContactPorts & CompanyPorts, 'attributes'> &
  Omit<EventPorts, 'names'> &
  EventNamePorts &
  NotePorts &
  ContactSubscriptionPorts &
  DataAttributePorts &
  CompanyListPorts &
  ContactCompanyPorts &
  ContactTagPorts &
  ContactSegmentPorts &
  ContactSearchPorts & { log?: Log } & Omit<TagPorts, 'contactTags'>;

/** Takes the ports; returns every route of this function. */
export function peopleRoutes(ports: PeoplePorts): Route[] {
  const attributes = acceptedAttributes(ports);
  const names = eventNameUseCases(ports);
  const contactTags = contactTagUseCases(ports);
  const people = contactUseCases({ ...ports, attributes });
  const lifecycle = contactLifecycle(ports);
  return [
    ...contactRoutes(people),
    ...contactLifecycleRoutes(lifecycle, ports.ids),
    ...visitorRoutes(visitorUseCases({ ...ports, people, lifecycle })),
    ...contactSearchRoutes(contactSearch(ports), ports.log),
    ...dataAttributeRoutes(dataAttributeUseCases(ports)),
    ...eventRoutes(eventUseCases({ ...ports, names }), names),
    ...contactSegmentRoutes(ports),
    ...noteRoutes(noteUseCases(ports)),
    ...subscriptionRoutes(contactSubscriptionUseCases(ports)),
    ...companyRoutes(
      companyUseCases({ ...ports, attributes }),
      companyListUseCases(ports),
      contactCompanyUseCases(ports),
    ),
    ...tagRoutes(tagUseCases({ ...ports, contactTags }), contactTags),
  ];
}
