import { readdirSync } from 'node:fs';
import { alarmed, type Resource, type Synthesized, synthesized } from './testing.ts';

let app: Synthesized;

beforeAll(async () => {
  app = await synthesized({ mailDomain: 'example.com' });
}, 60_000);

describe('the app', () => {
  it('is seven stacks, each above those it references', () => {
    const references = [...app.templates].map(([stack, template]) => [stack, importedStacks(template.toJSON())]);

    expect(Object.fromEntries(references)).toEqual({
      data: [],
      realtime: ['data'],
      api: ['data', 'realtime'],
      mail: ['api', 'data'],
      pipeline: ['data', 'mail', 'realtime'],
      schedule: ['data', 'mail', 'pipeline'],
      observability: [],
    });
  });

  it('has no finding of the AWS Solutions rules over all of its resources', () => {
    const report = JSON.parse(app.read('validation-report.json'));

    expect(report.pluginReports.map(({ pluginName }: { pluginName: string }) => pluginName)).toContain('AwsSolutions');
    expect(report.pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
    // An empty synthesis would have no findings either.
    expect(app.resources.length).toBeGreaterThan(150);
  });

  it('gives every acknowledged finding a reason', () => {
    const { pluginReports } = JSON.parse(app.read('validation-report.json'));
    const acknowledged = pluginReports.flatMap(
      (report: { suppressedViolations?: unknown[] }) => report.suppressedViolations ?? [],
    );

    expect(acknowledged.length).toBeGreaterThan(5);
    for (const { reason } of acknowledged) expect(reason.length).toBeGreaterThan(20);
  });

  it('tags what can be tagged with product, stage and part', () => {
    const tagged = [
      ...app.all('AWS::Lambda::Function'),
      ...app.all('AWS::SQS::Queue'),
      ...app.all('AWS::DynamoDB::Table'),
    ];

    for (const { stack, properties } of tagged) {
      expect(properties.Tags).toEqual(
        expect.arrayContaining([
          { Key: 'app', Value: 'parley' },
          { Key: 'stage', Value: 'prod' },
          { Key: 'part', Value: stack },
        ]),
      );
    }
  });

  it('stays below half of what one stack may hold', () => {
    for (const stack of app.templates.keys()) {
      expect(app.resources.filter((resource) => resource.stack === stack).length).toBeLessThan(250);
    }
  });
});

describe('what holds data', () => {
  it.each([
    ['AWS::DynamoDB::Table', 1],
    ['AWS::S3::Bucket', 3],
    ['AWS::Cognito::UserPool', 1],
  ])('survives its stack: %s', (type, count) => {
    const policies = app.all(type).map(({ stack, whole }) => [stack, whole.DeletionPolicy, whole.UpdateReplacePolicy]);

    expect(policies).toEqual(Array.from({ length: count }, () => ['data', 'Retain', 'Retain']));
  });

  it('keeps the table safe from deletion and restorable to any second', () => {
    const [table] = app.all('AWS::DynamoDB::Table');

    expect(table?.properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('goes with its stack in the dev stage', async () => {
    const dev = await synthesized({ stage: 'dev' });

    expect(dev.all('AWS::DynamoDB::Table').map(({ whole }) => whole.DeletionPolicy)).toEqual(['Delete']);
    expect(dev.all('AWS::DynamoDB::Table').map(({ properties }) => properties.DeletionProtectionEnabled)).toEqual([
      false,
    ]);
  }, 60_000);
});

describe('functions', () => {
  it('are one for each folder below functions/', () => {
    const names = app.all('AWS::Lambda::Function').map(({ properties }) => properties.FunctionName);
    const folders = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('/handler.ts'),
    );

    expect(names).toEqual(expect.arrayContaining(folders.map((file) => `parley-prod-${file.split('/').at(-2)}`)));
    expect(names).toHaveLength(folders.length);
  });

  it('run Node 24 on arm64, trace, and log JSON to a group that forgets', () => {
    for (const { properties } of app.all('AWS::Lambda::Function')) {
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: expect.any(String) } },
      });
    }
    for (const { properties } of app.all('AWS::Logs::LogGroup')) expect(properties.RetentionInDays).toBe(90);
  });

  it('have each a role of their own', () => {
    const roles = app
      .all('AWS::Lambda::Function')
      .map(({ stack, properties }) => stack + JSON.stringify(properties.Role));

    expect(new Set(roles).size).toBe(roles.length);
  });

  it('are allowed actions by name, and all resources for tracing and raw mail only', () => {
    const statements = app.all('AWS::IAM::Policy').flatMap(statementsOf);

    const byWildcard = statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'));
    // SendMessage and SendMessageBatch.
    expect([...new Set(byWildcard)]).toEqual(['sqs:SendMessage*']);
    const everywhere = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect([...new Set(everywhere.flatMap(({ Action }) => Action))].sort()).toEqual([
      'ses:SendRawEmail',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  it('have each an alarm on their errors', () => {
    const watched = alarmed(app, 'Errors', 'FunctionName');

    expect(watched.sort()).toEqual(
      app
        .all('AWS::Lambda::Function')
        .map(({ properties }) => String(properties.FunctionName))
        .sort(),
    );
  });
});

type Statement = { Action: string[]; Resource: unknown };

function statementsOf({ properties }: Resource): Statement[] {
  const { Statement } = properties.PolicyDocument as { Statement: { Action: string | string[]; Resource: unknown }[] };
  return Statement.map(({ Action, Resource }) => ({ Action: [Action].flat(), Resource }));
}

function importedStacks(template: unknown): string[] {
  const imports = JSON.stringify(template).matchAll(/"Fn::ImportValue":"parley-prod-([a-z]+):/g);
  return [...new Set([...imports].map(([, stack]) => String(stack)))].sort();
}
