/** How often an event occurred, and when first and last: instants in ms. */
export type EventSummary = { count: number; first: number; last: number };

/** What a caller says that a contact did before its events were tracked here. Instants in ms. */
export type EventImport = {
  workspaceId: string;
  contactId: string;
  name: string;
  summary: EventSummary;
  /** Of the request that brought it. */
  correlationId: string;
};
