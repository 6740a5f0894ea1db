import type { Route } from '#runtime/contract';
import { lateRoutes } from '#runtime/late-routes';
import type { CollectionPorts } from './collections.late.ts';
import { type ConversationRoutePorts, conversationRoutes } from './conversations.routes.ts';
import type { InboxAssets, InboxSurroundings } from './inbox.page.ts';
import { inboxRoutes } from './inbox.routes.ts';
import * as macroContracts from './macros.contract.ts';

export function respondRoutes(
  ports: ConversationRoutePorts & CollectionPorts,
  readAssets: () => InboxAssets,
  surroundings: InboxSurroundings,
): Route[] {
  return [
    ...conversationRoutes(ports),
    ...lateRoutes({ ...macroContracts }, async () => {
      const { lateCollectionRoutes } = await import('./collections.late.ts');
      return lateCollectionRoutes(ports);
    }),
    ...inboxRoutes(readAssets, surroundings),
  ];
}
