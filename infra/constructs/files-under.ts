import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { TRANSFER_PREFIXES } from '#domain/connect/transfer/transfer-keys';
import { acknowledge } from './acknowledge.ts';
import type { ServiceFunction } from './service-function.ts';

/** Takes the bucket of transfers and one of its prefixes; returns how functions are let at the objects below it. */
export function filesUnder(bucket: Bucket, prefix: keyof typeof TRANSFER_PREFIXES) {
  const below = `/${TRANSFER_PREFIXES[prefix]}*`;
  const allow = (action: string, served: ServiceFunction) => {
    served.grantOn([action], bucket.bucketArn + below);
    acknowledge(
      served.role ?? served,
      `IAM5[Resource::${importedArn(bucket)}${below}]`,
      `Each object has a key of its own; this names those of ${prefix} alone.`,
    );
  };
  return {
    readBy: (served: ServiceFunction) => allow('s3:GetObject', served),
    writtenBy: (served: ServiceFunction) => allow('s3:PutObject', served),
  };
}

/** Other stacks know the bucket by the name of its export, and so does the rule. */
export function importedArn(bucket: Bucket): string {
  const imported: { 'Fn::ImportValue'?: string } = bucket.stack.resolve(bucket.stack.exportValue(bucket.bucketArn));
  return imported['Fn::ImportValue'] ?? '';
}
