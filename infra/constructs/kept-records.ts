import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { KEPT_RECORDS_PREFIX } from '#domain/kernel/kept-records';
import { acknowledge } from './acknowledge.ts';
import { importedArn } from './files-under.ts';
import type { ServiceFunction } from './service-function.ts';

/** Takes the bucket of kept records; returns how functions are let at those that they put there themselves. */
export function keptRecords(bucket: Bucket) {
  const below = `/${KEPT_RECORDS_PREFIX}*`;
  const allow = (action: string, served: ServiceFunction) => {
    served.grantOn([action], bucket.bucketArn + below);
    acknowledge(
      served.role ?? served,
      `IAM5[Resource::${importedArn(bucket)}${below}]`,
      'Each object has a key of its own.',
    );
  };
  return {
    readBy: (served: ServiceFunction) => allow('s3:GetObject', served),
    writtenBy: (served: ServiceFunction) => allow('s3:PutObject', served),
  };
}
