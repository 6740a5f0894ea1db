import { Failure } from '#domain/kernel/failure';
import { type Route, route } from '#runtime/contract';
import * as contracts from './inbox.contract.ts';
import { type InboxAssets, type InboxSurroundings, inboxAsset, inboxPage } from './inbox.page.ts';

/** Takes what reads the built assets, once and when somebody asks, and what surrounds the inbox; returns the routes of /inbox. */
export function inboxRoutes(readAssets: () => InboxAssets, surroundings: InboxSurroundings): Route[] {
  let read: InboxAssets | undefined;
  const assets = (): InboxAssets => {
    read ??= readAssets();
    return read;
  };
  const { issuer, clientId, websocket } = surroundings;
  return [
    route(contracts.showInbox, async () => inboxPage(assets(), surroundings)),
    route(contracts.showInboxConfig, async () => ({ issuer, client_id: clientId, websocket })),
    route(contracts.showInboxAsset, async ({ params }) => {
      const asset = inboxAsset(assets(), params.asset);
      if (asset === undefined) throw new Failure('not_found', 'The requested resource was not found');
      return asset;
    }),
  ];
}
