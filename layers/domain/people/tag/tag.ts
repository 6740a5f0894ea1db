import { Failure } from '../../kernel/failure.ts';

/** A label of contacts, companies and conversations. */
export type Tag = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  name: string;
  createdAt: number;
  /** Of the request that wrote it last. */
  correlationId: string;
  version: number;
};

const MAX_NAME_LENGTH = 255;

/** Takes a name as sent; returns it trimmed. @throws bad_request in Intercom's recorded words for one that is empty or too long */
export function tagName(sent: string | undefined): string {
  const name = sent?.trim() ?? '';
  if (name !== '' && name.length <= MAX_NAME_LENGTH) return name;
  throw new Failure('bad_request', 'invalid tag parameters', { field: 'name' });
}
