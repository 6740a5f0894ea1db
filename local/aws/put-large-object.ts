import { authorization, callEngine, type EngineAnswer } from './engine-calls.ts';

/** S3 takes 5 GB in one request and parts from 5 MiB on; the local engine takes 11 MiB in one request. */
export const PART_BYTES = 8 * 1024 * 1024;

type LargeObject = { path: string; contentType: string | undefined; body: Buffer };

/** Takes the engine's address and an object that is too large for one of its requests; stores it in parts. Returns the engine's answer, as to one PUT. */
export async function putLargeObject(
  endpoint: string,
  { path, contentType, body }: LargeObject,
): Promise<EngineAnswer> {
  const { pathname } = new URL(path, endpoint);
  const begun = await callEngine(endpoint, {
    path: `${pathname}?uploads`,
    headers: { ...authorization('s3'), ...(contentType ? { 'content-type': contentType } : {}) },
  });
  const upload = encodeURIComponent(/<UploadId>([^<]+)</.exec(begun.body.toString())?.[1] ?? '');
  if (begun.status >= 300 || upload === '') return begun;

  const tags: string[] = [];
  for (let start = 0; start < body.length; start += PART_BYTES) {
    const stored = await callEngine(endpoint, {
      method: 'PUT',
      path: `${pathname}?partNumber=${tags.length + 1}&uploadId=${upload}`,
      headers: authorization('s3'),
      body: body.subarray(start, start + PART_BYTES),
    });
    if (stored.status >= 300) return stored;
    tags.push(stored.headers.etag ?? '');
  }
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const joined = await callEngine(endpoint, {
    path: `${pathname}?uploadId=${upload}`,
    headers: { ...authorization('s3'), 'content-type': 'application/xml' },
    body: `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`,
  });
  if (joined.status >= 300) return joined;
  const etag = /<ETag>([^<]+)</.exec(joined.body.toString())?.[1]?.replaceAll('&quot;', '"');
  return { status: 200, headers: etag === undefined ? {} : { etag }, body: Buffer.alloc(0) };
}
