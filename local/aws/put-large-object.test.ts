import { startEngineThread } from '../engines/engine-thread.ts';
import { authorization, callEngine } from './engine-calls.ts';
import { PART_BYTES, putLargeObject } from './put-large-object.ts';

describe('putLargeObject', () => {
  it('stores what the engine would not take in one request, byte for byte, with its type', async () => {
    const engine = await startEngineThread('engines/messaging-thread.ts', {
      data: undefined,
    });
    const headers = authorization('s3');
    await callEngine(engine.address, { method: 'PUT', path: '/files', headers });
    const body = Buffer.alloc(2 * PART_BYTES + 1, 'row\n');

    const answer = await putLargeObject(engine.address, {
      path: '/files/imports/a.ndjson?X-Amz-Expires=60',
      contentType: 'application/x-ndjson',
      body,
    });
    const stored = await callEngine(engine.address, { method: 'GET', path: '/files/imports/a.ndjson', headers });
    await engine.stop();

    expect(answer).toMatchObject({ status: 200, headers: { etag: expect.stringMatching(/^".+"$/) } });
    expect(stored.headers['content-type']).toBe('application/x-ndjson');
    expect(stored.body.equals(body)).toBe(true);
  });
});
