import type { Route } from '#runtime/contract';
import { type ConversationRoutePorts, conversationRoutes } from './conversations.routes.ts';
import type { InboxAssets, InboxSurroundings } from './inbox.page.ts';
import { inboxRoutes } from './inbox.routes.ts';

/** Takes the ports, what reads the built inbox, and what surrounds it; returns every route of this function. */
export function respondRoutes(
  ports: ConversationRoutePorts,
  readAssets: () => InboxAssets,
  surroundings: InboxSurroundings,
): Route[] {
  return [...conversationRoutes(ports), ...inboxRoutes(readAssets, surroundings)];
}
