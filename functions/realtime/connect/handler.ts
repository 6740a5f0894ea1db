import * as z from 'zod';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { webSocket } from '#runtime/web-socket';
import { connectionStore } from '#store/connections';
import { openTable } from '#store/dynamo-table';
import { openSocket } from '#usecases/sockets';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const ports = { connections: connectionStore(openTable(TABLE_NAME)), clock: systemClock };

export const handler = webSocket(({ connectionId, query }) =>
  openSocket(ports, { connectionId, workspaceId: query.workspace ?? '', ticket: query.ticket ?? '' }),
);
