import { SUBSCRIPTION_TYPES } from '#domain/people/subscription/subscription-type';
import { type Route, route } from '#runtime/contract';
import {
  type ContactSubscriptionPorts,
  listContactSubscriptions,
  setConsent,
} from '#usecases/people/contact-subscriptions';
import { presentSubscriptionType, presentSubscriptionTypes } from '#wire/people/subscription-type';
import * as contracts from './subscriptions.contract.ts';

export function subscriptionRoutes(ports: ContactSubscriptionPorts): Route[] {
  return [
    route(contracts.listSubscriptionTypes, async () => presentSubscriptionTypes(SUBSCRIPTION_TYPES)),
    route(contracts.listSubscriptionsForAContact, async ({ actor, params }) =>
      presentSubscriptionTypes(await listContactSubscriptions(ports, actor, params.id)),
    ),
    route(contracts.attachSubscriptionTypeToContact, async ({ actor, params, body, correlationId }) => {
      const said = { contactId: params.id, subscriptionId: body.id, consent: body.consent_type };
      return presentSubscriptionType(await setConsent(ports, actor, said, correlationId));
    }),
    route(contracts.detachSubscriptionTypeToContact, async ({ actor, params, correlationId }) => {
      const said = { contactId: params.id, subscriptionId: params.subscription_id, consent: null };
      return presentSubscriptionType(await setConsent(ports, actor, said, correlationId));
    }),
  ];
}
