import * as z from 'zod';
import { environment } from '#runtime/environment';
import { webSocket } from '#runtime/web-socket';
import { connectionStore } from '#store/respond/connections';
import { openTable } from '#store/table/dynamo-table';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const connections = connectionStore(openTable(TABLE_NAME));

export const handler = webSocket(({ connectionId }) => connections.close(connectionId));
