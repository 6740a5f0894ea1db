import { type Route, route } from '#runtime/contract';
import type { ContactSubscriptions } from '#usecases/people/contact-subscriptions';
import { presentSubscriptionType, presentSubscriptionTypes } from '#wire/people/subscription-type';
import * as contracts from './subscriptions.contract.ts';

/** Takes the verbs of subscriptions; returns the routes of subscription types and of contacts' choices. */
export function subscriptionRoutes(subscriptions: ContactSubscriptions): Route[] {
  return [
    route(contracts.listSubscriptionTypes, async ({ actor }) => presentSubscriptionTypes(subscriptions.list(actor))),
    route(contracts.listSubscriptionsForAContact, async ({ actor, params }) =>
      presentSubscriptionTypes(await subscriptions.listOfContact(actor, params.id)),
    ),
    route(contracts.attachSubscriptionTypeToContact, async ({ actor, params, body, correlationId }) => {
      const said = { contactId: params.id, subscriptionId: body.id, consent: body.consent_type };
      return presentSubscriptionType(await subscriptions.attach(actor, said, correlationId));
    }),
    route(contracts.detachSubscriptionTypeToContact, async ({ actor, params, correlationId }) => {
      const at = { contactId: params.id, subscriptionId: params.subscription_id };
      return presentSubscriptionType(await subscriptions.detach(actor, at, correlationId));
    }),
  ];
}
