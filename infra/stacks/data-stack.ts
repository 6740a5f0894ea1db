import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccountRecovery,
  type CfnUserPoolDomain,
  FeaturePlan,
  type IUserPoolIdentityProvider,
  Mfa,
  UserPool,
  type UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { TRANSFER_PREFIXES } from '#domain/connect/transfer/transfer-keys';
import { tableSchema } from '#store/table/table-schema';
import { acknowledge } from '../constructs/acknowledge.ts';
import { companySignOn } from '../constructs/company-sign-on.ts';
import { StageStack } from '../constructs/stage-stack.ts';
import type { CertifiedDomain, StageSettings } from '../stages.ts';

/** What must outlive every release: the table, the attachments and the teammates' sign-in. Depends on no other stack. */
export class DataStack extends StageStack {
  readonly table: Table;
  readonly attachments: Bucket;
  /** Files on their way in and out. They expire, but a release must not lose those that a job is reading. */
  readonly transfers: Bucket;
  /** Records of the stream that wait for an attempt or for a person, where no message can hold them. */
  readonly keptRecords: Bucket;
  readonly userPool: UserPool;
  /** Who signs the tokens of teammates. */
  readonly oidcIssuer: string;
  readonly signInDomain: UserPoolDomain;
  /** The company's sign-on, where there is one. */
  readonly signOnProvider: IUserPoolIdentityProvider | undefined;

  constructor(scope: Construct, settings: StageSettings) {
    super(scope, 'data', settings, 'table, attachments and user pool');
    const keep = settings.dataRemoval === RemovalPolicy.RETAIN;

    this.table = new Table(this, 'table', {
      partitionKey: stringKey(tableSchema.partition),
      sortKey: stringKey(tableSchema.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType[tableSchema.streamView],
      timeToLiveAttribute: tableSchema.timeToLive,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: keep,
      removalPolicy: settings.dataRemoval,
    });
    for (const { name, partition, sort, projection } of tableSchema.indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: name,
        projectionType: ProjectionType[projection],
        partitionKey: stringKey(partition),
        sortKey: stringKey(sort),
      });
    }

    this.attachments = new Bucket(this, 'attachments', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: settings.dataRemoval,
    });
    acknowledge(
      this.attachments,
      'S1',
      'Only our functions reach it, and each request is in their logs; an access log would need a second bucket per team.',
    );

    this.transfers = this.transfersBucket(settings);
    this.keptRecords = this.recordsBucket(settings);

    this.userPool = new UserPool(this, 'teammates', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      mfa: settings.mfa === 'required' ? Mfa.REQUIRED : Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: keep,
      removalPolicy: settings.dataRemoval,
    });
    if (settings.mfa === 'optional') {
      acknowledge(
        this.userPool,
        'COG2',
        "A second factor (authenticator app) is each teammate's choice; a team that demands it says -c mfa=required.",
      );
    }
    acknowledge(
      this.userPool,
      'COG3',
      'Threat protection needs the Plus plan, which costs per user; a team may turn it on.',
    );
    acknowledge(this.userPool, 'COG8', 'The Plus plan costs per user; Essentials has what sign-in needs.');
    this.oidcIssuer = `https://cognito-idp.${this.region}.${this.urlSuffix}/${this.userPool.userPoolId}`;
    this.signInDomain = this.userPool.addDomain('sign-in', {
      cognitoDomain: { domainPrefix: `parley-${settings.name}-${this.account}` },
    });
    this.signOnProvider = settings.signOn && companySignOn(this, this.userPool, settings.signOn);
    if (settings.signInDomain) this.signInOn(settings.signInDomain);

    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'AttachmentsBucket', { value: this.attachments.bucketName });
    new CfnOutput(this, 'TransfersBucket', { value: this.transfers.bucketName });
    new CfnOutput(this, 'KeptRecordsBucket', { value: this.keptRecords.bucketName });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
  }

  /** Beside the pool's own, which stays: Cognito's discovery document names this one then, and the inbox goes by that. */
  private signInOn({ name, certificateArn }: CertifiedDomain): void {
    const certificate = Certificate.fromCertificateArn(this, 'sign-in-certificate', certificateArn);
    const domain = this.userPool.addDomain('own-sign-in', { customDomain: { domainName: name, certificate } });
    // Without it CDK would ask Cognito by a custom resource, which is a function more.
    const { attrCloudFrontDistribution } = domain.node.defaultChild as CfnUserPoolDomain;
    new CfnOutput(this, 'SignInDomainTarget', { value: attrCloudFrontDistribution });
  }

  /** What is brought is read within hours; what went wrong is kept as long as the jobs are (layers/domain/connect/job). */
  private transfersBucket(settings: StageSettings): Bucket {
    const expiring = (prefix: string, days: number) => ({ prefix, expiration: Duration.days(days) });
    const transfers = new Bucket(this, 'transfers', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        expiring(TRANSFER_PREFIXES.imports, 7),
        expiring(TRANSFER_PREFIXES.errors, 30),
        expiring(TRANSFER_PREFIXES.exports, 3),
      ],
      removalPolicy: settings.dataRemoval,
    });
    acknowledge(
      transfers,
      'S1',
      'Only our functions and addresses that they sign reach it; what is in it expires within days.',
    );
    return transfers;
  }

  private recordsBucket(settings: StageSettings): Bucket {
    const records = new Bucket(this, 'kept-records', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Longer than any message that names them, which SQS keeps for 14 days here and 14 among the dead letters.
      lifecycleRules: [{ expiration: Duration.days(30) }],
      removalPolicy: settings.dataRemoval,
    });
    acknowledge(records, 'S1', 'Only our functions reach it; what is in it expires within days.');
    return records;
  }
}

function stringKey(name: string) {
  return { name, type: AttributeType.STRING };
}
