import { gunzipSync } from 'node:zlib';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { LEAST_JOINED_BYTES, type ObjectStorage } from '#domain/connect/transfer/object-storage';
import { type EngineThread, startEngineThread } from '#local/engines/engine-thread';
import { gzippedCsv } from '#platform/gzipped-csv';
import { s3Client, s3ObjectStorage } from '#platform/object-storage';

jest.setTimeout(30_000);

const BINARY = 'application/octet-stream';

describe('objects that slices have written', () => {
  let engine: EngineThread;
  let storage: ObjectStorage;
  beforeAll(async () => {
    engine = await startEngineThread('engines/messaging-thread.ts', {});
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = s3Client({ endpoint: engine.address, region: 'us-east-1', credentials });
    await client.send(new CreateBucketCommand({ Bucket: 'transfers' }));
    storage = s3ObjectStorage(client, 'transfers');
  });
  afterAll(() => engine.stop());

  it('become one file without being read, twice if need be, that anybody with its address can fetch', async () => {
    const large = Buffer.concat([await gzippedCsv([['receipt_id'], ['1']]), incompressible(LEAST_JOINED_BYTES)]);
    const keys = ['exports/acme/1/a.csv.gz', 'exports/acme/1/b.csv.gz', 'exports/acme/1/c.csv.gz'];
    await storage.put(keys[0] ?? '', large, BINARY);
    await storage.put(keys[1] ?? '', large, BINARY);
    await storage.put(keys[2] ?? '', await gzippedCsv([['2']]), BINARY);

    for (let times = 0; times < 2; times += 1) await storage.join('exports/acme/1.csv.gz', keys, BINARY);
    const address = await storage.downloadAddress('exports/acme/1.csv.gz', { seconds: 60, fileName: 'a.csv.gz' });
    const answer = await fetch(address);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(BINARY);
    expect(new URL(address).searchParams.get('response-content-disposition')).toBe('attachment; filename="a.csv.gz"');
    expect(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(
      'receipt_id\r\n1\r\nreceipt_id\r\n1\r\n2\r\n',
    );
  });

  it('are not joined if one of them is gone', async () => {
    await storage.put('exports/acme/2/a.csv.gz', 'x', BINARY);
    const joined = storage.join('exports/acme/2.csv.gz', ['exports/acme/2/a.csv.gz', 'exports/acme/2/gone'], BINARY);

    await expect(joined).rejects.toMatchObject({ code: 'not_found' });
    expect(await storage.find('exports/acme/2.csv.gz')).toBeUndefined();
  });
});

/** Gzip members without text, that many bytes of them and more: what a member carries as extra field is not unpacked. */
function incompressible(bytes: number): Buffer {
  const header = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, 0x60, 0xea]);
  const member = Buffer.concat([header, Buffer.alloc(0xea60), Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0])]);
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / member.length) }, () => member));
}
