import { alarmed, type Resource, type Synthesized, synthesized } from './testing.ts';

let app: Synthesized;

beforeAll(async () => {
  app = await synthesized({ mailDomain: 'example.com' });
}, 60_000);

describe('queues', () => {
  const isDead = ({ properties }: Resource) => String(properties.QueueName).endsWith('-dead');

  it('have each a dead-letter queue', () => {
    const jobs = app.all('AWS::SQS::Queue').filter((queue) => !isDead(queue));

    expect(jobs.map(({ properties }) => properties.QueueName)).toEqual([
      'parley-prod-mail-feedback',
      'parley-prod-mail',
      'parley-prod-evaluate',
      'parley-prod-follow-up',
      'parley-prod-webhook',
      'parley-prod-job',
    ]);
    for (const { properties } of jobs) {
      expect(properties.RedrivePolicy).toMatchObject({ maxReceiveCount: expect.any(Number) });
    }
  });

  it('have an alarm on every dead-letter queue', () => {
    const watched = alarmed(app, 'ApproximateNumberOfMessagesVisible', 'QueueName');
    const dead = app
      .all('AWS::SQS::Queue')
      .filter(isDead)
      .map(({ properties }) => String(properties.QueueName));

    expect(dead).toHaveLength(7);
    expect(watched.sort()).toEqual(dead.sort());
  });

  it('hide a message for six times as long as its worker may take', () => {
    const visibility = Object.fromEntries(
      app.all('AWS::SQS::Queue').map(({ properties }) => [properties.QueueName, properties.VisibilityTimeout]),
    );
    const timeout = Object.fromEntries(
      app.all('AWS::Lambda::Function').map(({ properties }) => [properties.FunctionName, Number(properties.Timeout)]),
    );

    expect(visibility).toMatchObject({
      'parley-prod-mail': 6 * Number(timeout['parley-prod-send-email']),
      'parley-prod-mail-feedback': 6 * Number(timeout['parley-prod-mail-feedback']),
      'parley-prod-evaluate': 6 * Number(timeout['parley-prod-evaluate']),
      'parley-prod-follow-up': 6 * Number(timeout['parley-prod-follow-up']),
      'parley-prod-job': 6 * Number(timeout['parley-prod-run-job']),
      'parley-prod-webhook': 6 * Number(timeout['parley-prod-deliver-webhook']),
    });
  });

  it('send mail with no more workers at once than the stage allows', () => {
    const [mail] = app.all('AWS::Lambda::EventSourceMapping').filter(({ id }) => id.startsWith('mailjobs'));

    expect(mail?.properties).toMatchObject({
      ScalingConfig: { MaximumConcurrency: 10 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });
});

describe('what leaves as mail', () => {
  const granted = ({ all }: Synthesized) =>
    all('AWS::IAM::Policy').flatMap(({ properties }) => {
      const { Statement } = properties.PolicyDocument as { Statement: { Action: unknown }[] };
      return Statement.filter(({ Action }) => JSON.stringify(Action).includes('ses:'));
    });

  it('comes from the mail domain, and IAM lets nothing else pass (X9)', () => {
    expect(granted(app)).toEqual([
      {
        Effect: 'Allow',
        Action: 'ses:SendRawEmail',
        Resource: '*',
        Condition: { StringLike: { 'ses:FromAddress': ['*@example.com'] } },
      },
    ]);
  });

  it('comes from the domains that the stage adds, too (X9)', async () => {
    const wider = await synthesized({ mailDomain: 'Example.com', senderDomains: 'shop.example, Bücher.example' });

    expect(granted(wider)).toMatchObject([
      {
        Condition: {
          StringLike: { 'ses:FromAddress': ['*@example.com', '*@shop.example', '*@xn--bcher-kva.example'] },
        },
      },
    ]);
  }, 60_000);
});

describe('alarms', () => {
  it('may be published to their topic by CloudWatch, encrypted', () => {
    const [policy] = app.all('AWS::SNS::TopicPolicy').filter(({ stack }) => stack === 'observability');

    expect(policy?.properties.PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        { Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' } },
      ],
    });
  });
});

describe('a lane of the stream that stands still', () => {
  it('rings within three minutes: two of age, one of the metric (X42)', () => {
    const [alarm] = app
      .all('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties.MetricName === 'IteratorAge');

    expect(alarm?.properties).toMatchObject({
      Threshold: 120_000,
      Period: 60,
      EvaluationPeriods: 1,
      Statistic: 'Maximum',
    });
  });
});

describe('access logs', () => {
  it('name neither the caller nor the path', () => {
    const [stage] = app.all('AWS::ApiGatewayV2::Stage').filter(({ stack }) => stack === 'api');
    const { Format } = (stage?.properties.AccessLogSettings ?? { Format: '{}' }) as { Format: string };

    expect(Object.keys(JSON.parse(Format))).toContain('status');
    expect(Object.values(JSON.parse(Format))).not.toContainEqual(
      expect.stringMatching(/sourceIp|context\.path|userAgent/),
    );
  });
});

describe('stream consumers', () => {
  const consumer = (name: string) =>
    app
      .all('AWS::Lambda::EventSourceMapping')
      .find(({ properties }) => JSON.stringify(properties.FunctionName).includes(`"${name}`));

  it('push what was said once more at most, for clients catch up by sequence', () => {
    expect(consumer('push')?.properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
    expect(filters(consumer('push'))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { entity: { S: ['part'] } } } },
    ]);
  });

  it('retry the outbox until the stream forgets, then leave the batch, whole, in a bucket (X42)', () => {
    expect(consumer('outbox')?.properties).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRecordAgeInSeconds: 86_400,
      MaximumRetryAttempts: 100,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::ImportValue': expect.stringContaining('keptrecords') } },
      },
    });
  });
});

describe('what webhooks may do', () => {
  it('is to call the internet, never the machine that calls', () => {
    // Only the local runtime sets the variable that lets a target be loopback.
    for (const { properties } of app.all('AWS::Lambda::Function'))
      expect(Object.keys(environmentOf(properties))).not.toContain('PARLEY_ALLOW_LOOPBACK');
  });

  it('is to touch the table and the queue of webhooks, and to be in no network of ours', () => {
    const [worker] = app
      .all('AWS::Lambda::Function')
      .filter(({ properties }) => properties.FunctionName === 'parley-prod-deliver-webhook');
    const policies = app.all('AWS::IAM::Policy').filter(({ id }) => id.startsWith('deliverwebhook'));
    const actions = policies.flatMap(({ properties }) => {
      const { Statement } = properties.PolicyDocument as { Statement: { Action: string | string[] }[] };
      return Statement.flatMap(({ Action }) => Action);
    });

    expect(worker?.properties.VpcConfig).toBeUndefined();
    expect([...new Set(actions.map((action) => action.split(':')[0]))].sort()).toEqual([
      'dynamodb',
      'logs',
      'sqs',
      'xray',
    ]);
  });
});

describe('files on their way in and out', () => {
  it("are nobody else's to read, encrypted, and expire", () => {
    const [transfers] = app.all('AWS::S3::Bucket').filter(({ id }) => id.startsWith('transfers'));

    expect(transfers?.properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [expect.any(Object)] },
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } },
          { Prefix: 'imports/', ExpirationInDays: 7 },
          { Prefix: 'errors/', ExpirationInDays: 30 },
          { Prefix: 'exports/', ExpirationInDays: 3 },
        ],
      },
    });
  });

  it('are reached by the function of connect and the worker of jobs alone, and kept records by those who keep them', () => {
    const holders = app
      .all('AWS::IAM::Policy')
      .filter(({ properties }) => JSON.stringify(properties).includes('"s3:'))
      .map(({ id }) => id.replace(/role.*/, ''));

    expect(holders.sort()).toEqual(['connect', 'followup', 'outbox', 'runjob']);
  });
});

describe('where functions push', () => {
  it('is one variable, taken from the stage, held by push, frames and follow-up only', () => {
    const holders = app
      .all('AWS::Lambda::Function')
      .filter(({ properties }) => environmentOf(properties).WEBSOCKET_CALLBACK_URL);

    expect(holders.map(({ properties }) => properties.FunctionName).sort()).toEqual([
      'parley-prod-follow-up',
      'parley-prod-push',
      'parley-prod-socket-frames',
    ]);
    for (const { properties } of holders) {
      expect(JSON.stringify(environmentOf(properties).WEBSOCKET_CALLBACK_URL)).toMatch(
        /^\{"Fn::Join":\["",\["https:\/\/".*\/live"\]\]\}$/,
      );
    }
  });
});

function environmentOf(properties: Record<string, unknown>): Record<string, unknown> {
  return (properties.Environment as { Variables: Record<string, unknown> }).Variables;
}

function filters(mapping: Resource | undefined): unknown[] {
  const { Filters } = (mapping?.properties.FilterCriteria ?? { Filters: [] }) as { Filters: { Pattern: string }[] };
  return Filters.map(({ Pattern }) => JSON.parse(Pattern));
}
