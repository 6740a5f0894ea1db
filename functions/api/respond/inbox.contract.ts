import * as z from 'zod';
import { contract } from '#runtime/contract';

export const showInbox = contract({
  operation: 'showInbox',
  method: 'GET',
  path: '/inbox',
  access: 'anyone',
  summary: 'The inbox of teammates, a page that signs in by OpenID Connect',
  origin: 'Parley',
  response: z.string(),
});

export const showInboxConfig = contract({
  operation: 'showInboxConfig',
  method: 'GET',
  path: '/inbox/config.json',
  access: 'anyone',
  summary: 'Where the inbox signs in and opens its socket; nothing secret',
  origin: 'Parley',
  response: z.object({ issuer: z.string(), client_id: z.string(), websocket: z.string() }),
});

export const showInboxAsset = contract({
  operation: 'showInboxAsset',
  method: 'GET',
  path: '/inbox/{asset}',
  access: 'anyone',
  summary: 'A script or style sheet of the inbox',
  origin: 'Parley',
  params: z.object({ asset: z.string() }),
  response: z.string(),
});
