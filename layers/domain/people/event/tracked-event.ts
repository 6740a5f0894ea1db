/** Something a contact did, submitted by POST /events. Instants in ms. */
export type TrackedEvent = {
  /** The client's event id, or the first 24 hexadecimal characters of SHA-256(contact, name, createdAt) without one (R57). */
  id: string;
  workspaceId: string;
  contactId: string;
  name: string;
  /** When it happened, clamped to `receivedAt` if it claims to lie more than 5 minutes ahead. */
  createdAt: number;
  receivedAt: number;
  metadata: EventMetadata;
  /** Of the request that submitted it; follows it into logs and mails. */
  correlationId: string;
};

export type EventMetadata = Record<string, MetadataValue>;
export type MetadataValue = string | number | boolean | null | { [key: string]: string | number | boolean | null };
