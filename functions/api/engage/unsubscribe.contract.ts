import * as z from 'zod';
import { contract } from '#runtime/contract';

const ByToken = z.object({ token: z.string() });

export const showUnsubscribe = contract({
  operation: 'showUnsubscribe',
  method: 'GET',
  path: '/unsubscribe/{token}',
  access: 'anyone',
  summary: 'A page with a button that ends all mails; showing it changes nothing',
  origin: 'Parley',
  params: ByToken,
  response: z.string(),
});

/** RFC 8058 names multipart/form-data and forms, and mail clients post less than that. */
export const unsubscribe = contract({
  operation: 'unsubscribe',
  method: 'POST',
  path: '/unsubscribe/{token}',
  access: 'anyone',
  summary: 'End all mails to the contact of the link (RFC 8058 one-click)',
  origin: 'Parley',
  params: ByToken,
  anyBody: true,
  response: z.string(),
});
