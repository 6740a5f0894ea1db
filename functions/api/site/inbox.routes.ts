import { Failure } from '#domain/kernel/failure';
import { type Route, route } from '#runtime/contract';
import * as contracts from './inbox.contract.ts';
import { type InboxAssets, type InboxSurroundings, inboxAsset, inboxPage } from './inbox.page.ts';

/** Takes the built assets and what surrounds the inbox; returns the routes of /inbox. */
export function inboxRoutes(assets: InboxAssets, surroundings: InboxSurroundings): Route[] {
  const page = inboxPage(assets, surroundings);
  const { issuer, clientId, websocket } = surroundings;
  return [
    route(contracts.showInbox, async () => page),
    route(contracts.showInboxConfig, async () => ({ issuer, client_id: clientId, websocket })),
    route(contracts.showInboxAsset, async ({ params }) => {
      const asset = inboxAsset(assets, params.asset);
      if (asset === undefined) throw new Failure('not_found', 'The requested resource was not found');
      return asset;
    }),
  ];
}
