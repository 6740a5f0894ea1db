import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { seedContent } from '../../scripts/seed.ts';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { openMessenger } from '../../scripts/walkthrough/conversation.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { belongingsOf, deleteWorkspace, total } from '../../scripts/workspace/deletion.ts';
import { localPlace, type Place } from '../../scripts/workspace/place.ts';
import { create } from '../../scripts/workspace/staff.ts';
import { behindTheProduct } from '../support/behind-the-product.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(180_000);

const quiet = () => {};

describe('npm run workspace -- delete', () => {
  const { product, control, now } = runningProduct();
  let place: Place;
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  let doomed: Product;
  const dismissed: string[] = [];

  beforeAll(async () => {
    const local = await localPlace(product().http);
    place = { ...local, signIns: { ...local.signIns, dismiss: async (email) => void dismissed.push(email) } };
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
    const [{ email = '' } = {}] = product().admins;
    doomed = await create(place, {
      name: 'Doomed',
      timezone: undefined,
      admin: { name: 'Only', email: 'only@gone.example' },
    });
    await call(doomed, 'POST', '/admins', { name: 'Both', email });
    await seedContent(doomed, await now());
    const contact = await call<{ id: string; email: string }>(doomed, 'POST', '/contacts', {
      external_id: 'gone-1',
      email: 'gone@gone.example',
    });
    const messenger = await openMessenger(doomed, { ...contact, externalId: 'gone-1' } as never);
    await messenger.listen();
    await leaveInBuckets();
    await control('POST', '/settle');
  });
  afterAll(() => behind.close());

  /** What imports, given-up batches and dead letters leave, of the one workspace and of the other. */
  async function leaveInBuckets(): Promise<void> {
    const { s3, sqs, queues, keptRecordsBucket } = place.deadLetters;
    const record = (workspaceId: string) => ({
      dynamodb: {
        OldImage: { pk: { S: `W#${workspaceId}#CONTACT#1` }, sk: { S: 'CONTACT' }, entity: { S: 'contact' } },
      },
    });
    const ids = [doomed.workspace.id, product().workspace.id];
    for (const id of ids) {
      const put = { Bucket: place.transfersBucket, Key: `imports/${id}/a.csv`, Body: 'name' };
      await s3.send(new PutObjectCommand(put));
      const job = { kind: 'sweep', workspaceId: id, segmentId: '0'.repeat(24), version: 1, correlationId: 'test' };
      await sqs.send(new SendMessageCommand({ QueueUrl: queues[0]?.url, MessageBody: JSON.stringify(job) }));
    }
    const payload = JSON.stringify({ Records: ids.map(record) });
    const requestContext = { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 101 };
    const Body = JSON.stringify({ requestContext, payload });
    await s3.send(new PutObjectCommand({ Bucket: keptRecordsBucket, Key: 'aws/lambda/both', Body }));
    const own = JSON.stringify([record(doomed.workspace.id)]);
    await s3.send(new PutObjectCommand({ Bucket: keptRecordsBucket, Key: 'records/own.json', Body: own }));
  }

  /** Every item, object and message whose text names the workspace. */
  async function leftovers(workspaceId: string): Promise<string[]> {
    const everything = Object.entries(await behind.everything());
    const items = everything.filter(([key, item]) => `${key} ${JSON.stringify(item)}`.includes(workspaceId));
    const { s3, keptRecordsBucket } = place.deadLetters;
    const objects: string[] = [];
    for (const Bucket of [place.transfersBucket, keptRecordsBucket]) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      for (const { Key = '' } of Contents) {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
        if (`${Key} ${await Body?.transformToString()}`.includes(workspaceId)) objects.push(Key);
      }
    }
    return [...items.map(([key]) => key), ...objects];
  }

  it('counts what would go, and removes nothing without --yes', async () => {
    const before = await leftovers(doomed.workspace.id);
    const counted = await belongingsOf(place, doomed.workspace.id);

    expect(counted.items).toMatchObject({ workspace: 2, admin: 2, membership: 2, contact: expect.any(Number) });
    expect(counted).toMatchObject({ objects: 3, deadLetters: 1, signIns: ['only@gone.example'] });
    expect(await leftovers(doomed.workspace.id)).toEqual(before);
  });

  it('can be broken off and repeated, and leaves nothing: no item, no object, no message, no sign-in', async () => {
    const own = { ...place, table: { ...place.table } };
    let batches = 0;
    own.table.writeMany = async (writes) => {
      batches += 1;
      if (batches > 2) throw new Error('killed');
      await place.table.writeMany(writes);
    };
    await expect(deleteWorkspace(own, doomed.workspace.id, quiet)).rejects.toThrow('killed');
    await deleteWorkspace(place, doomed.workspace.id, quiet);

    expect(await leftovers(doomed.workspace.id)).toEqual([]);
    expect(total(await belongingsOf(place, doomed.workspace.id))).toBe(0);
    expect(dismissed).toEqual(['only@gone.example']);
  });

  it('stays gone when a week passes', async () => {
    await control('PUT', '/clock', { advance: '7d' });
    await control('POST', '/settle');

    expect(await leftovers(doomed.workspace.id)).toEqual([]);
  });

  it('leaves the other workspace as it is', async () => {
    const people = await call<{ total_count: number }>(product(), 'GET', '/contacts');
    const counted = await belongingsOf(place, product().workspace.id);

    expect(people.total_count).toBe(counted.items.contact);
    expect(counted).toMatchObject({ objects: 2, deadLetters: 1 });
    expect(counted.items).toMatchObject({ workspace: 2, admin: product().admins.length });
    expect((await behind.deadLetters()).length).toBe(1);
  });

  it('is refused by nobody for a workspace that is not there: nothing is removed', async () => {
    expect(total(await deleteWorkspace(place, 'aaaaaaaaaaaa', quiet))).toBe(0);
  });
});
