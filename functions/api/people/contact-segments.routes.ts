import { type Route, route } from '#runtime/contract';
import { type ContactSegmentPorts, segmentsOfContact } from '#usecases/people/contact-segments';
import { presentContactSegments } from '#wire/targeting/contact-segments';
import * as contracts from './contact-segments.contract.ts';

export function contactSegmentRoutes(ports: ContactSegmentPorts): Route[] {
  return [
    route(contracts.listSegmentsForAContact, async ({ actor, params }) =>
      presentContactSegments(await segmentsOfContact(ports, actor, params.contact_id)),
    ),
  ];
}
