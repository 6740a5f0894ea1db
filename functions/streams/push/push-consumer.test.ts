import { stoppedClock } from '#domain/kernel/clock';
import { aSocketPush } from '#domain/respond/socket/testing';
import { silentLog } from '#runtime/logger';
import { streamConsumer } from '#runtime/stream-consumer';
import { memoryStores } from '#store/memory';
import { pushConsumer } from './push-consumer.ts';

const PART = {
  entity: { S: 'part' },
  id: { S: '7002' },
  workspaceId: { S: 'acme0000' },
  conversationId: { S: '5001' },
  seq: { N: '2' },
  kind: { S: 'comment' },
  author: { M: { type: { S: 'admin' }, id: { S: '101' }, name: { S: 'Ada' } } },
  body: { S: '<p>Hi</p>' },
  state: { S: 'open' },
  createdAt: { N: '1767603600000' },
};

describe('the push function', () => {
  it('pushes a part that was written', async () => {
    const { take, push } = await theFunction();

    await take({ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: PART } });

    expect(push.sent).toMatchObject([{ to: 'ada', frame: { type: 'part', conversation_id: '5001', seq: 2 } }]);
  });

  it('passes over what is no new part', async () => {
    const { take, push } = await theFunction();

    await take({ eventName: 'MODIFY', dynamodb: { SequenceNumber: '1', NewImage: PART, OldImage: PART } });
    await take({ eventName: 'REMOVE', dynamodb: { SequenceNumber: '2', OldImage: PART } });

    expect(push.sent).toEqual([]);
  });

  it('asks for no repeat when the table does not answer', async () => {
    const { take, ports } = await theFunction();
    ports.connections.listAdmins = () => Promise.reject(new Error('unavailable'));

    const answer = await take({ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: PART } });

    expect(answer).toEqual({ batchItemFailures: [] });
  });
});

async function theFunction() {
  const push = aSocketPush();
  const ports = { ...memoryStores(), push, clock: stoppedClock(1e12) };
  await ports.connections.open({
    id: 'ada',
    listener: { workspaceId: 'acme0000', kind: 'admin', id: '101' },
    connectedAt: 0,
    expiresAt: 1,
  });
  const handler = streamConsumer(pushConsumer(ports, silentLog), { log: silentLog });
  type Record = Parameters<typeof handler>[0]['Records'][number];
  return { ports, push, take: (record: Record) => handler({ Records: [record] }) };
}
