import { identifyCall } from './identify-call.ts';

const AUTHORIZATION = 'AWS4-HMAC-SHA256 Credential=local-jobs.2/20260101/us-east-1/s3/aws4_request, Signature=x';

const identified = (method: string, path: string, authorization: string | undefined = AUTHORIZATION) => {
  const { service, call, caller } = identifyCall({
    method,
    path,
    headers: authorization === '' ? {} : { authorization },
    body: Buffer.alloc(0),
  });
  return [service, call, caller];
};

describe('identifyCall', () => {
  it.each([
    ['GET', '/bucket/imports/a.csv?x-id=GetObject', 'S3.GetObject'],
    ['HEAD', '/bucket/imports/a.csv', 'S3.HeadObject'],
    ['PUT', '/bucket/imports/a.csv?x-id=PutObject', 'S3.PutObject'],
    ['DELETE', '/bucket/imports/a.csv', 'S3.DeleteObject'],
    ['GET', '/bucket?list-type=2', 'S3.ListObjectsV2'],
    ['POST', '/bucket/a?uploads', 'S3.CreateMultipartUpload'],
    ['PUT', '/bucket/a?partNumber=1&uploadId=u', 'S3.UploadPart'],
    ['POST', '/bucket/a?uploadId=u', 'S3.CompleteMultipartUpload'],
    ['DELETE', '/bucket/a?uploadId=u', 'S3.AbortMultipartUpload'],
  ])('names %s %s', (method, path, call) => {
    expect(identified(method, path)).toEqual(['s3', call, 'jobs']);
  });

  it('tells who was given a signed address from the function that signed it', () => {
    const address =
      '/bucket/a?X-Amz-Credential=local-jobs.2%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Expires=60';

    expect(identified('PUT', address, '')).toEqual(['s3', 'S3.PutObject', 'signed-address']);
  });
});
