import * as z from 'zod';
import { contract } from '#runtime/contract';
import { SubscriptionTypeList, SubscriptionTypeResource } from '#wire/people/subscription-type';

export const listSubscriptionTypes = contract({
  operation: 'listSubscriptionTypes',
  method: 'GET',
  path: '/subscription_types',
  access: 'staff',
  scope: 'read_people',
  summary: 'List the kinds of messages that contacts choose or refuse',
  origin: 'Intercom 2.15',
  response: SubscriptionTypeList,
});

export const listSubscriptionsForAContact = contract({
  operation: 'listSubscriptionsForAContact',
  method: 'GET',
  path: '/contacts/{id}/subscriptions',
  access: 'staff',
  scope: 'read_people',
  summary: 'List the subscription types that a contact explicitly chose or refused',
  origin: 'Intercom 2.15',
  params: z.object({ id: z.string() }),
  response: SubscriptionTypeList,
});

export const attachSubscriptionTypeToContact = contract({
  operation: 'attachSubscriptionTypeToContact',
  method: 'POST',
  path: '/contacts/{id}/subscriptions',
  access: 'staff',
  scope: 'write_people',
  summary: 'Opt a contact into or out of a subscription type',
  origin: 'Intercom 2.15',
  params: z.object({ id: z.string() }),
  body: z.object({
    id: z.union([z.string(), z.number().int().transform(String)], 'must be the id of a subscription type'),
    consent_type: z.enum(['opt_in', 'opt_out']),
  }),
  response: SubscriptionTypeResource,
});

export const detachSubscriptionTypeToContact = contract({
  operation: 'detachSubscriptionTypeToContact',
  method: 'DELETE',
  path: '/contacts/{id}/subscriptions/{subscription_id}',
  access: 'staff',
  scope: 'write_people',
  summary: 'Take back what a contact said of a subscription type',
  origin: 'Intercom 2.15',
  params: z.object({ id: z.string(), subscription_id: z.string() }),
  response: SubscriptionTypeResource,
});
