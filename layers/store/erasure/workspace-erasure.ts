import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { jobs } from '../connect/job-keys.ts';
import { webhooks } from '../connect/webhook-keys.ts';
import { campaigns } from '../engage/campaign-keys.ts';
import type { Entity } from '../table/access-pattern.ts';
import { plainItem } from '../table/attribute-value.ts';
import { addressOf } from '../table/item-address.ts';
import { type InWorkspace, workspacePartition } from '../table/partition.ts';
import type { StreamRecord } from '../table/stream-record.ts';
import type { Item, Table } from '../table/table.ts';
import { tableSchema } from '../table/table-schema.ts';
import { liveRules } from '../targeting/live-rule-keys.ts';
import { adminKey, membershipKey, tokens, workspaceKey, workspaceRegistryKey } from '../workspace/workspace-keys.ts';

/** Segments that are read side by side. More would take capacity from the workspaces that stay. */
const SEGMENTS = 4;

/** An item of a workspace: what it is, and how to remove it. */
export type Found = { entity: Entity; item: Item };

/** Takes any item of the table, its keys and `listener` at least; returns whether it is of the workspace, wherever it lies. */
export function isOfWorkspace(item: Item, at: InWorkspace): boolean {
  const { partition, sort } = addressOf(item);
  const own = workspacePartition(at);
  if (partition === own || partition.startsWith(`${own}#`)) return true;
  const entry = workspaceRegistryKey(at);
  if (partition === entry.partition) return sort === entry.sort;
  if (item['entity'] === 'membership') return sort === membershipKey({ ...at, email: '' }).sort;
  return item['entity'] === 'connection' && workspaceOf(item['listener']) === at.workspaceId;
}

/** Takes a record of the stream; returns whether it tells of an item of the workspace. */
export function tellsOfWorkspace({ dynamodb }: Pick<StreamRecord, 'dynamodb'>, at: InWorkspace): boolean {
  const image = dynamodb?.NewImage ?? dynamodb?.OldImage;
  return image !== undefined && isOfWorkspace(plainItem(image), at);
}

const workspaceOf = (listener: unknown) =>
  typeof listener === 'object' && listener !== null && 'workspaceId' in listener ? listener.workspaceId : undefined;

/**
 * Takes a client, the table's name, a workspace and what to do with a page of its items. Reads the whole table, of all
 * workspaces: some items (claims, answers that are kept, counters) are found by nobody who does not know their key.
 */
export async function eachItemOfWorkspace(
  { client, tableName: TableName, workspaceId }: { client: DynamoDBClient; tableName: string } & InWorkspace,
  visit: (page: Found[]) => Promise<void>,
): Promise<void> {
  const { partition, sort } = tableSchema;
  const scan = {
    TableName,
    ProjectionExpression: '#p, #s, #e, #l',
    ExpressionAttributeNames: { '#p': partition, '#s': sort, '#e': 'entity', '#l': 'listener' },
    TotalSegments: SEGMENTS,
  };
  const segment = async (Segment: number) => {
    for await (const { Items = [] } of paginateScan({ client }, { ...scan, Segment })) {
      const own = Items.map(plainItem).filter((item) => isOfWorkspace(item, { workspaceId }));
      if (own.length > 0) await visit(own.map((item) => ({ entity: item['entity'] as Entity, item })));
    }
  };
  await Promise.all(Array.from({ length: SEGMENTS }, (_, index) => segment(index)));
}

/** Takes the table and items that `eachItemOfWorkspace` found; removes them. */
export async function removeFound(table: Table, found: Found[]): Promise<void> {
  await table.writeMany(found.map(({ item }) => ({ remove: addressOf(item) })));
}

/**
 * Takes the table and a workspace; nobody gets in with a token and nothing begins by itself from then on: no tick, no rule,
 * no campaign, no webhook, no job.
 */
export async function closeWorkspace(table: Table, at: InWorkspace): Promise<void> {
  await table.writeMany([{ remove: workspaceRegistryKey(at) }, { remove: workspaceKey(at) }]);
  for (const within of [tokens(at), liveRules(at), campaigns(at), webhooks(at), jobs(at)]) {
    for await (const item of table.walk({ in: within, consistent: true })) await table.remove(addressOf(item));
  }
}

/** Takes the table and a teammate; removes the teammate from the workspace. */
export async function removeTeammate(
  table: Table,
  teammate: InWorkspace & { id: string; email: string },
): Promise<void> {
  await table.transact([
    { remove: membershipKey(teammate) },
    { remove: adminKey({ ...teammate, adminId: teammate.id }) },
  ]);
}
