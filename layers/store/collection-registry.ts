import { macros } from '#domain/respond/macro/macro';

/** Every collection that is kept in the common layout, by the name of its port: a new one is a line here. */
export const COLLECTIONS = { macros };

/** What their items are called in the table. */
export type CollectionNoun = (typeof COLLECTIONS)[keyof typeof COLLECTIONS]['noun'];
