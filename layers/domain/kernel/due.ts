/** What waits for an instant. One index holds every timer of the product. */
export type DueKind = 'targeting' | 'run' | 'campaign' | 'delivery' | 'webhook';

export type DueEntry = {
  workspaceId: string;
  kind: DueKind;
  /** The contact, campaign or conversation to look at when it falls due. */
  subjectId: string;
  /** In ms. */
  at: number;
};

/** How many partitions the due index of one workspace has; an idle tick reads each once. */
export const DUE_SHARDS = 4;

export type DueStore = {
  /** Idempotent: the same entry twice is one. */
  arm(entry: DueEntry): Promise<void>;
  /** Everything due at or before `now` in one shard, oldest first, however long ago it fell due. */
  listDue(workspaceId: string, shard: number, now: number, limit: number): Promise<DueEntry[]>;
  /** Removes entries that were handed on. */
  remove(entries: DueEntry[]): Promise<void>;
  /** The earliest entry of a workspace after `after`, in ms; the local runtime's clock stops there. */
  nextAfter(workspaceId: string, after: number): Promise<number | undefined>;
};
