import * as z from 'zod';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { webSocket } from '#runtime/web-socket';
import { contactStore } from '#store/people/contacts';
import { connectionStore } from '#store/respond/connections';
import { openTable } from '#store/table/dynamo-table';
import { workspaceStore } from '#store/workspace/workspaces';
import { openSocket } from '#usecases/respond/sockets';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const table = openTable(TABLE_NAME);
const ports = {
  connections: connectionStore(table),
  workspaces: workspaceStore(table),
  contacts: contactStore(table),
  clock: systemClock,
};

export const handler = webSocket(({ connectionId, query }) =>
  openSocket(ports, { connectionId, workspaceId: query.workspace ?? '', ticket: query.ticket ?? '' }),
);
