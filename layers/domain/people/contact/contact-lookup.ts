import type { Contact } from './contact.ts';

/** Names under which contacts are looked for. */
export type ContactNames = { ids: string[]; externalIds: string[]; emails: string[] };

export type ContactLookup = {
  /**
   * Returns those that exist, each once and in no order; an e-mail address names a user. Strongly consistent. A hundred names
   * take two or three round trips, and as many read units as looking for each alone.
   */
  find(workspaceId: string, names: ContactNames): Promise<Contact[]>;
};
