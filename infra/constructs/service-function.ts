import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { AppName } from '../../apps/build.ts';
import { acknowledge } from './acknowledge.ts';
import { functionCode } from './function-bundle.ts';
import { physicalName, type StageStack } from './stage-stack.ts';

export type TableGrant = {
  table: Table;
  /** Exactly what the function calls, such as `GetItem`. A transaction needs the action of each of its items. */
  actions: TableAction[];
  /** The indexes it queries. */
  indexes?: string[];
};

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'BatchWriteItem';

export type ServiceFunctionProps = {
  /** Its name in logs, metrics, faults and usage. */
  service: string;
  /** Its folder below functions/. */
  folder: string;
  /** The app in the browser that lies beside its code. */
  app?: AppName;
  table: TableGrant;
  /** Actions that it may take on any resource, if some conditions hold, and why no narrower grant does. */
  unscoped?: { actions: string[]; conditions: Record<string, Record<string, string[]>>; reason: string };
  environment?: Record<string, string>;
  timeout?: Duration;
  /** In MiB; CPU grows with it. */
  memory?: number;
};

const X_RAY = 'X-Ray knows no resources: PutTraceSegments and PutTelemetryRecords take * only.';

/**
 * One deployed function: Node 24 on arm64, JSON logs that expire, tracing, and a role of its own that
 * holds only what the caller grants.
 */
export class ServiceFunction extends LambdaFunction {
  readonly service: string;
  readonly physicalFunctionName: string;

  constructor(stack: StageStack, props: ServiceFunctionProps) {
    const id = props.service;
    const functionName = physicalName(stack.settings, props.service);
    const logGroup = new LogGroup(stack, `${id}-logs`, {
      retention: stack.settings.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(stack, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });

    super(stack, id, {
      functionName,
      role,
      logGroup,
      code: functionCode(props.folder, props.app),
      handler: 'handler.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: props.timeout ?? Duration.seconds(10),
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      tracing: Tracing.ACTIVE,
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.service,
        TABLE_NAME: props.table.table.tableName,
        ...props.environment,
      },
    });

    this.service = props.service;
    this.physicalFunctionName = functionName;
    this.grantOn(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
    this.grantTable(props.table);
    if (props.unscoped) {
      const { actions, conditions } = props.unscoped;
      this.addToRolePolicy(new PolicyStatement({ actions, resources: ['*'], conditions }));
    }
    const reasons = [X_RAY, props.unscoped?.reason].filter((reason) => reason !== undefined);
    acknowledge(role, 'IAM5[Resource::*]', reasons.join(' '));
  }

  /** Takes full actions such as `sqs:SendMessage` and the ARNs they are allowed on. */
  grantOn(actions: string[], ...resources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources }));
  }

  private grantTable({ table, actions, indexes = [] }: TableGrant): void {
    const named = actions.map((action) => `dynamodb:${action}`);
    if (named.length > 0) this.grantOn(named, table.tableArn);
    if (indexes.length > 0)
      this.grantOn(['dynamodb:Query'], ...indexes.map((index) => `${table.tableArn}/index/${index}`));
  }
}
