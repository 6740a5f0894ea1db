import * as z from 'zod';
import { contract } from '#runtime/contract';

const ByToken = z.object({ token: z.string() });

export const showUnsubscribe = contract({
  operation: 'showUnsubscribe',
  method: 'GET',
  path: '/unsubscribe/{token}',
  access: 'anyone',
  sharedAddress: true,
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
  sharedAddress: true,
  summary: 'End all mails to the contact of the link (RFC 8058 one-click)',
  origin: 'Parley',
  params: ByToken,
  anyBody: true,
  response: z.string(),
});

export const showPreferences = contract({
  operation: 'showPreferences',
  method: 'GET',
  path: '/preferences/{token}',
  access: 'anyone',
  sharedAddress: true,
  summary: 'A page on which the contact of the link chooses among the types of mail; showing it changes nothing',
  origin: 'Parley',
  params: ByToken,
  response: z.string(),
});

/** A form as browsers send it: a box that is empty is not named. */
export const choosePreferences = contract({
  operation: 'choosePreferences',
  method: 'POST',
  path: '/preferences/{token}',
  access: 'anyone',
  sharedAddress: true,
  summary: 'Save which types of mail the contact of the link wants, or that it wants none',
  origin: 'Parley',
  params: ByToken,
  body: z.looseObject({
    preferences: z.literal('save', 'must be save: what else is not sent is not wanted'),
    none: z.literal('on').optional(),
  }),
  response: z.string(),
});
