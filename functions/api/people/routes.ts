import type { Route } from '#runtime/contract';
import { lateRoutes } from '#runtime/late-routes';
import type { Log } from '#runtime/logger';
import { acceptedAttributes } from '#usecases/people/attribute-declaration';
import type { CompanyPorts } from '#usecases/people/companies';
import type { CompanyListPorts } from '#usecases/people/company-lists';
import type { ContactCompanyPorts } from '#usecases/people/contact-companies';
import type { ContactSegmentPorts } from '#usecases/people/contact-segments';
import type { ContactSubscriptionPorts } from '#usecases/people/contact-subscriptions';
import type { ContactPorts } from '#usecases/people/contacts';
import type { DataAttributePorts } from '#usecases/people/data-attributes';
import { type EventNamePorts, eventNameAdmission } from '#usecases/people/event-names';
import type { EventPorts } from '#usecases/people/events';
import type { NotePorts } from '#usecases/people/notes';
import type { TaggingPorts } from '#usecases/people/tagging';
import type { TagPorts } from '#usecases/people/tags';
import type { ContactSearchPorts } from '#usecases/targeting/contact-search';
import * as companyContracts from './companies.contract.ts';
import * as lifecycleContracts from './contact-lifecycle.contract.ts';
import * as searchContracts from './contact-search.contract.ts';
import * as contactSegmentContracts from './contact-segments.contract.ts';
import { contactRoutes } from './contacts.routes.ts';
import * as dataAttributeContracts from './data-attributes.contract.ts';
import { eventRoutes } from './events.routes.ts';
import * as noteContracts from './notes.contract.ts';
import * as subscriptionContracts from './subscriptions.contract.ts';
import * as tagContracts from './tags.contract.ts';
import * as visitorContracts from './visitors.contract.ts';

export type PeoplePorts = Omit<ContactPorts & CompanyPorts, 'attributes'> &
  Omit<EventPorts, 'names'> &
  EventNamePorts &
  NotePorts &
  ContactSubscriptionPorts &
  DataAttributePorts &
  CompanyListPorts &
  ContactCompanyPorts &
  TaggingPorts &
  ContactSegmentPorts &
  ContactSearchPorts & { log?: Log } & TagPorts;

export function peopleRoutes(ports: PeoplePorts): Route[] {
  const remembering = { ...ports, attributes: acceptedAttributes(ports), names: eventNameAdmission(ports) };
  return [
    ...contactRoutes(remembering),
    ...lateRoutes({ ...lifecycleContracts, ...visitorContracts }, async () => {
      const { lateContactRoutes } = await import('./contact-lifecycle.late.ts');
      return lateContactRoutes(remembering);
    }),
    ...lateRoutes(searchContracts, async () => {
      const { lateSearchRoutes } = await import('./contact-search.late.ts');
      return lateSearchRoutes(ports);
    }),
    ...lateRoutes(dataAttributeContracts, async () => {
      const { dataAttributeRoutes } = await import('./data-attributes.routes.ts');
      return dataAttributeRoutes(ports);
    }),
    ...eventRoutes(remembering),
    ...lateRoutes(contactSegmentContracts, async () => {
      const { contactSegmentRoutes } = await import('./contact-segments.routes.ts');
      return contactSegmentRoutes(ports);
    }),
    ...lateRoutes(noteContracts, async () => {
      const { noteRoutes } = await import('./notes.routes.ts');
      return noteRoutes(ports);
    }),
    ...lateRoutes(subscriptionContracts, async () => {
      const { subscriptionRoutes } = await import('./subscriptions.routes.ts');
      return subscriptionRoutes(ports);
    }),
    ...lateRoutes(companyContracts, async () => {
      const { companyRoutes } = await import('./companies.routes.ts');
      return companyRoutes(remembering);
    }),
    ...lateRoutes(tagContracts, async () => {
      const { tagRoutes } = await import('./tags.routes.ts');
      return tagRoutes(ports);
    }),
  ];
}
