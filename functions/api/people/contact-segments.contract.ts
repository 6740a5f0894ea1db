import * as z from 'zod';
import { contract } from '#runtime/contract';
import { ContactSegments } from '#wire/targeting/contact-segments';

export const listSegmentsForAContact = contract({
  operation: 'listSegmentsForAContact',
  method: 'GET',
  path: '/contacts/{contact_id}/segments',
  access: 'staff',
  scope: 'read_people',
  summary: 'List the segments that a contact belongs to',
  origin: 'Intercom 2.15',
  params: z.object({ contact_id: z.string() }),
  response: ContactSegments,
});
