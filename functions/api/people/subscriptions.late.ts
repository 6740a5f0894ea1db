import type { Route } from '#runtime/contract';
import { type ContactSubscriptionPorts, contactSubscriptionUseCases } from '#usecases/people/contact-subscriptions';
import { subscriptionRoutes } from './subscriptions.routes.ts';

/** Takes the ports; returns the routes of subscription types and of contacts' choices. */
export function lateSubscriptionRoutes(ports: ContactSubscriptionPorts): Route[] {
  return subscriptionRoutes(contactSubscriptionUseCases(ports));
}
