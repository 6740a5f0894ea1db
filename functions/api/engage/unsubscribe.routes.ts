import { isFailure } from '#domain/kernel/failure';
import { type Reply, type Route, route } from '#runtime/contract';
import { inspectUnsubscribeLink, type SubscriptionPorts, unsubscribe } from '#usecases/engage/subscriptions';
import * as contracts from './unsubscribe.contract.ts';
import { askPage, donePage, unknownLinkPage } from './unsubscribe.page.ts';

/** Takes the ports; returns the routes of the links in mails. People meet them, so their failures are pages too. */
export function unsubscribeRoutes(ports: SubscriptionPorts): Route[] {
  return [
    route(contracts.showUnsubscribe, ({ params }) =>
      orUnknown(async () => askPage((await inspectUnsubscribeLink(ports, params.token)).workspace.name)),
    ),
    route(contracts.unsubscribe, ({ params, correlationId }) =>
      orUnknown(async () => donePage((await unsubscribe(ports, params.token, correlationId)).workspace.name)),
    ),
  ];
}

async function orUnknown(answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (isFailure(error, 'not_found')) return unknownLinkPage();
    throw error;
  }
}
