import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { ObjectStorage } from '#domain/connect/transfer/object-storage';
import { Failure } from '#domain/kernel/failure';

/** Without the permission to list a bucket, S3 answers 403 where there is nothing. */
const ABSENT = new Set([403, 404]);
const TAG_DIFFERS = 412;
const BEHIND_THE_END = 416;

/**
 * Takes settings (endpoint, region; the AWS environment by default); returns a client whose addresses hold the bucket in
 * their path, so that they are the same wherever S3 is. Checksums are left to TLS: a signed address would otherwise hold
 * that of an empty body.
 */
export function s3Client(config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    ...config,
    forcePathStyle: true,
    maxAttempts: 4,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Takes a client and a bucket's name; returns the objects in it. */
export function s3ObjectStorage(client: S3Client, Bucket: string): ObjectStorage {
  return {
    async find(Key) {
      try {
        const { ContentLength = 0, ETag = '' } = await client.send(new HeadObjectCommand({ Bucket, Key }));
        return { bytes: ContentLength, tag: ETag };
      } catch (error) {
        if (ABSENT.has(statusOf(error))) return undefined;
        throw storageFailure(error);
      }
    },
    async read(Key, { from, length, tag }) {
      const Range = `bytes=${from}-${from + length - 1}`;
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, Range, IfMatch: tag }));
        return (await Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (error) {
        if (statusOf(error) === BEHIND_THE_END) return new Uint8Array();
        throw storageFailure(error);
      }
    },
    async put(Key, Body, ContentType) {
      try {
        const { ETag = '' } = await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }));
        return { bytes: Buffer.byteLength(Body), tag: ETag };
      } catch (error) {
        throw storageFailure(error);
      }
    },
    async join(Key, parts, ContentType) {
      const at = { Bucket, Key };
      try {
        // What a worker that died leaves unfinished, the bucket's lifecycle removes.
        const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at, ContentType }));
        const copies = parts.map(async (part, index) => {
          const copy = { ...at, UploadId, PartNumber: index + 1, CopySource: `${Bucket}/${encodeURI(part)}` };
          const { CopyPartResult } = await client.send(new UploadPartCopyCommand(copy));
          return { PartNumber: copy.PartNumber, ETag: CopyPartResult?.ETag };
        });
        const MultipartUpload = { Parts: await Promise.all(copies) };
        await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
      } catch (error) {
        throw storageFailure(error);
      }
    },
    uploadAddress: (Key, { seconds, contentType }) =>
      getSignedUrl(client, new PutObjectCommand({ Bucket, Key, ContentType: contentType }), {
        expiresIn: seconds,
        signableHeaders: new Set(['content-type']),
      }),
    downloadAddress: (Key, { seconds, fileName }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: `attachment; filename="${fileName}"` }),
        { expiresIn: seconds },
      ),
  };
}

function statusOf(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
}

function storageFailure(error: unknown): Failure {
  const cause = { cause: error };
  const status = statusOf(error);
  if (error instanceof NoSuchKey || ABSENT.has(status))
    return new Failure('not_found', 'There is no such object', cause);
  if (status === TAG_DIFFERS) return new Failure('conflict', 'The object was replaced', cause);
  return new Failure('unavailable', 'The storage of objects could not be reached', { ...cause, retryAfter: 1 });
}
