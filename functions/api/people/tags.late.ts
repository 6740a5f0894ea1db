import type { Route } from '#runtime/contract';
import { type ContactTagPorts, contactTagUseCases } from '#usecases/people/contact-tags';
import { type TagPorts, tagUseCases } from '#usecases/people/tags';
import { tagRoutes } from './tags.routes.ts';

/** Takes the ports; returns the routes of /tags and of a contact's tags. */
export function lateTagRoutes(ports: ContactTagPorts & Omit<TagPorts, 'contactTags'>): Route[] {
  const contactTags = contactTagUseCases(ports);
  return tagRoutes(tagUseCases({ ...ports, contactTags }), contactTags);
}
