/**
 * The one source of the table's shape: CDK, the local engines and the tests create it from here, and
 * the store addresses it through here. Pure data.
 */
export const tableSchema = {
  partition: 'pk',
  sort: 'sk',
  /** Seconds since the epoch; DynamoDB deletes the item some time after. */
  timeToLive: 'ttl',
  /** What the outbox and push read; old images tell a contact's change from its creation. */
  streamView: 'NEW_AND_OLD_IMAGES',
  /**
   * Sparse: an item is in an index only while it carries both attributes. Keys only, so that an index
   * costs a write when its order changes and nothing when anything else of the item does; pages are
   * completed by one batch read.
   */
  indexes: [
    { name: 'gsi1', partition: 'gsi1pk', sort: 'gsi1sk', projection: 'KEYS_ONLY' },
    { name: 'gsi2', partition: 'gsi2pk', sort: 'gsi2sk', projection: 'KEYS_ONLY' },
  ],
} as const;

export type IndexName = 'table' | (typeof tableSchema.indexes)[number]['name'];

/** Takes an index name (`table` is the table itself); returns the names of its two key attributes. */
export function keyAttributes(index: IndexName): { partition: string; sort: string } {
  return tableSchema.indexes.find((candidate) => candidate.name === index) ?? tableSchema;
}
