import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { dueStore } from '#store/kernel/due-entries';
import { dynamoTable } from '#store/table/dynamo-table';
import { workspaceStore } from '#store/workspace/workspaces';

/** The product's table as the runtime itself uses it, past the proxy, so that nothing of it is counted as the product's. */
export type WorkspaceTable = {
  workspaces: WorkspaceStore;
  /** The earliest instant in the due index of any workspace, overdue ones included, in ms. */
  nextDue(): Promise<number | undefined>;
  close(): void;
};

/** Takes the engine's address and the table's name. */
export function workspaceTable(endpoint: string, name: string): WorkspaceTable {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  const table = dynamoTable(client, name);
  const workspaces = workspaceStore(table);
  const due = dueStore(table);
  return {
    workspaces,
    nextDue: async () => {
      const ids = await workspaces.listIds();
      const instants = await Promise.all(ids.map((id) => due.nextAfter(id, 0)));
      const known = instants.filter((instant) => instant !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    close: () => client.destroy(),
  };
}
