import * as z from 'zod';
import { environment } from '#runtime/environment';
import { streamConsumer } from '#runtime/stream-consumer';
import { openTable } from '#store/table/dynamo-table';
import { setAside } from '#usecases/kernel/set-aside';
import { openEffects } from './open-effects.ts';
import { outboxConsumer } from './outbox-consumer.ts';

const { TABLE_NAME } = environment({ TABLE_NAME: z.string() });
const ports = openEffects(openTable(TABLE_NAME));

export const handler = streamConsumer(
  outboxConsumer({
    ...ports,
    aside: {
      keep: (effect, facts, error) => setAside(ports, { effect, records: facts.map(({ record }) => record), error }),
      keepUnread: (record, error) => setAside(ports, { effect: 'all', records: [record], error }),
    },
  }),
);
