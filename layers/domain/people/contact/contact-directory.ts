import type { Contact } from './contact.ts';

/** From (inclusive) to (exclusive), in ms; null is unbounded. */
export type InstantRange = { from: number | null; to: number | null };

/**
 * A list of contacts that can be read from any place on: by creation all of them, those of an owner, with a tag
 * or in a company; or all that were ever seen, by when that was last. Visitors are in none.
 */
export type ContactListing =
  | ({ by: 'created_at' | 'last_seen_at' } & InstantRange)
  | { by: 'owner_id' | 'tag_id' | 'company_id'; id: string };

/** Where a contact stands in a listing: by creation or last seen (ms), then by id. */
export type ListingPlace = { at: number; contactId: string };

export type BrowseOptions = {
  newestFirst: boolean;
  /** Only contacts behind this place. */
  after?: ListingPlace | undefined;
  /** How many contacts the first chunk holds; later ones hold more, up to 800. */
  first: number;
};

/** How contacts are found other than by id. What is found may lag behind a write by some milliseconds. */
export type ContactDirectory = {
  /** Leads and users with that e-mail address, compared without case; leads may share one. Two read units for one. */
  findByEmail(workspaceId: string, email: string): Promise<Contact[]>;
  /** Those of many that are there and listed (`isListed`), in the order of the ids. Half a read unit each. */
  getListed(workspaceId: string, contactIds: string[]): Promise<Contact[]>;
  /** Yields a listing in its order. Reads keys of every shard in parallel, each about its share, then the contacts of a chunk at once. */
  browse(workspaceId: string, listing: ContactListing, options: BrowseOptions): AsyncIterable<Contact[]>;
  /**
   * Takes a listing and the present (ms); returns how many it has: exactly up to 2,000, of a longer one as it was at
   * most a minute ago (ADR 9). Reads keys only, in parallel: about 0.0125 read units a contact that is counted.
   */
  countListed(workspaceId: string, listing: ContactListing, now: number): Promise<number>;
};
