import { gunzipSync } from 'node:zlib';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { parse } from 'csv-parse/sync';
import { newExport } from '#domain/connect/job/export-work';
import { newJob } from '#domain/connect/job/job';
import { LEAST_JOINED_BYTES } from '#domain/connect/transfer/object-storage';
import { aDelivery } from '#domain/engage/delivery/testing';
import { gzippedCsv } from '#platform/gzipped-csv';
import { s3Client, s3ObjectStorage } from '#platform/object-storage';
import { jobStore } from '#store/connect/jobs';
import { deliveryStore } from '#store/engage/deliveries';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { behindTheProduct } from '../support/behind-the-product.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Export = { job_identifier: string; status: string; download_url: string };
type Usage = { functions: Record<string, { calls: Record<string, { count: number }> }> };

/** 2018-06-01, and how many mails went out then. */
const DAY = 1_527_811_200;
const MAILS = 120;
const RECEIPTS = Array.from({ length: MAILS }, (_, n) => n.toString(16).padStart(32, '0'));

describe('an export under faults', () => {
  const { product, control, now } = runningProduct();
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  const settle = () => control('POST', '/settle');
  const inject = (...faults: object[]) => control('PUT', '/faults', faults);
  const advance = (duration: string) => control('PUT', '/clock', { advance: duration });
  const ask = <T>(method: string, path: string, body?: unknown) => call<T>(product(), method, path, body);

  beforeAll(async () => {
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
    const workspaceId = product().workspace.id;
    const { id: contactId } = await ask<{ id: string }>('POST', '/contacts', { external_id: 'reader' });
    for (const [n, id] of RECEIPTS.entries()) {
      const sent = { workspaceId, contactId, id, state: 'sent' as const, sentAt: (DAY + n) * 1_000 };
      await deliveryStore(behind.table).create(aDelivery(sent));
    }
    // Functions are warm: the calls that follow are those of the export and not of a first start.
    await finished(await begun());
  }, 90_000);
  afterEach(() => inject());
  afterAll(() => behind.close());

  async function begun(): Promise<string> {
    const range = { created_at_after: DAY, created_at_before: DAY };
    return (await ask<Export>('POST', '/export/content/data', range)).job_identifier;
  }

  /** Time passes for every timeout and retry; returns the receipts in the file. */
  async function finished(id: string): Promise<string[]> {
    await settle();
    await advance('15m');
    const job = await ask<Export>('GET', `/export/content/data/${id}`);
    expect(job).toMatchObject({ status: 'completed' });
    const authorization = `Bearer ${product().workspace.accessToken}`;
    const file = Buffer.from(await (await fetch(job.download_url, { headers: { authorization } })).arrayBuffer());
    const rows: Record<string, string>[] = parse(gunzipSync(file), { columns: true, record_delimiter: '\r\n' });
    return rows.map((row) => row['receipt_id'] ?? '');
  }

  async function survives(...faults: object[]): Promise<void> {
    await inject(...faults);
    expect(await finished(await begun())).toEqual(RECEIPTS);
    expect(await control('GET', '/faults')).toEqual([]);
    expect(await behind.deadLetters()).toEqual([]);
  }

  it('has every AWS call of its slice, and no other, among the cases below', async () => {
    await control('GET', '/usage?reset=1');
    await begun();
    await settle();

    const { functions } = await control<Usage>('GET', '/usage');
    const calls = Object.entries(functions['run-job']?.calls ?? {}).map(([name, { count }]) => [name, count]);
    expect(Object.fromEntries(calls)).toEqual({
      'DynamoDB.GetItem': 2,
      'DynamoDB.Query': 8,
      'DynamoDB.BatchGetItem': 4,
      'S3.PutObject': 1,
      'DynamoDB.PutItem': 1,
    });
  });

  describe.each(['before', 'after'])('kill the function %s a call', (when) => {
    it.each([
      ['run-job', 'DynamoDB.GetItem', 0],
      ['run-job', 'DynamoDB.GetItem', 1],
      ['run-job', 'DynamoDB.Query', 0],
      ['run-job', 'DynamoDB.Query', 7],
      ['run-job', 'DynamoDB.BatchGetItem', 0],
      ['run-job', 'DynamoDB.BatchGetItem', 3],
      ['run-job', 'S3.PutObject', 0],
      ['run-job', 'DynamoDB.PutItem', 0],
      ['outbox', 'SQS.SendMessageBatch', 0],
    ])('%s, %s after %i others', async (name, callName, skip) => {
      await survives({ function: name, call: callName, when, kind: 'kill', ...(skip > 0 ? { skip } : {}) });
    });
  });

  it.each([
    ['S3.PutObject', 'before', 'throw', 1],
    ['S3.PutObject', 'after', 'timeout', 1],
    ['S3.PutObject', 'before', 'throttle', 5],
    ['DynamoDB.PutItem', 'after', 'throttle', 1],
    ['DynamoDB.BatchGetItem', 'before', 'throw', 2],
  ])('is not bothered by %s, %s it: %s, %i times', async (callName, when, kind, times) => {
    await survives({ function: 'run-job', call: callName, when, kind, times });
  });

  it.each(['duplicate', 'delay', 'reorder'])('is not bothered by a %s in its queue', async (kind) => {
    await survives({ queue: 'job', kind, times: 1 });
  });

  it('whose creation was killed after it was written is under way, and another is refused until it is over', async () => {
    await inject({ function: 'connect', call: 'DynamoDB.TransactWriteItems', when: 'after', kind: 'kill' });
    await expect(begun()).rejects.toThrow(/5\d\d/);
    const [job] = (await ask<{ data: { id: string }[] }>('GET', '/jobs')).data;
    expect(await finished(job?.id ?? '')).toEqual(RECEIPTS);
    expect(await finished(await begun())).toEqual(RECEIPTS);
  });

  describe('of several pieces', () => {
    /** An export whose slices have written all, but for the last, which makes one file of it. */
    async function written(): Promise<string> {
      const endpoint = (await control<{ aws: string }>('GET', '')).aws;
      const credentials = { accessKeyId: 'local-onlooker', secretAccessKey: 'local' };
      const client = s3Client({ endpoint, region: 'us-east-1', credentials });
      const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
      const bucket = Buckets.find(({ Name }) => Name?.includes('transfers'))?.Name ?? '';
      const storage = s3ObjectStorage(client, bucket);
      const [workspaceId, id] = [product().workspace.id, String(await now())];
      const [first, last] = [`exports/${workspaceId}/${id}/a.csv.gz`, `exports/${workspaceId}/${id}/b.csv.gz`];
      const half = await gzippedCsv([['receipt_id'], ...RECEIPTS.slice(0, 60).map((receipt) => [receipt])]);
      await storage.put(first, Buffer.concat([half, padding(LEAST_JOINED_BYTES)]), 'application/octet-stream');
      const rest = await gzippedCsv(RECEIPTS.slice(60).map((receipt) => [receipt]));
      await storage.put(last, rest, 'application/octet-stream');
      const pieces = [
        { key: first, bytes: LEAST_JOINED_BYTES },
        { key: last, bytes: rest.length },
      ];
      const work = { ...newExport({ from: 1, to: 2 }), exhausted: true, rows: MAILS, pieces };
      const ids = { id, workspaceId, requestedBy: '1', correlationId: 'r' };
      await jobStore(behind.table).create(newJob(ids, work, Date.now()));
      client.destroy();
      return id;
    }

    it.each([
      ['S3.CreateMultipartUpload', 'before'],
      ['S3.CreateMultipartUpload', 'after'],
      ['S3.UploadPart', 'before'],
      ['S3.UploadPart', 'after'],
      ['S3.CompleteMultipartUpload', 'before'],
      ['S3.CompleteMultipartUpload', 'after'],
      ['DynamoDB.PutItem', 'before'],
    ])('is one file although the worker is killed at %s, %s it', async (callName, when) => {
      await inject({ function: 'run-job', call: callName, when, kind: 'kill' });

      expect(await finished(await written())).toEqual(RECEIPTS);
      expect(await control('GET', '/faults')).toEqual([]);
    });
  });
});

/** Gzip members without text, that many bytes of them and more: what a member carries as extra field is not unpacked. */
function padding(bytes: number): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 0x60, 0xea]);
  const member = Buffer.concat([header, Buffer.alloc(0xea60), Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0])]);
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / member.length) }, () => member));
}
