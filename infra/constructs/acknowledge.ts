import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Takes a construct, a rule of the AWS Solutions pack such as `IAM5[Resource::*]`, and why it does not
 * apply there. cdk-nag 3 matches the full id only: a bare rule id passes and silently matches nothing.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}
