import { readFileSync } from 'node:fs';

/** What Lambda itself does in a function's name; our code never calls these. */
const OF_LAMBDA = new Map([
  ['logs:CreateLogStream', 'Lambda writes the log'],
  ['logs:PutLogEvents', 'Lambda writes the log'],
  ['xray:PutTraceSegments', 'Lambda sends the trace'],
  ['xray:PutTelemetryRecords', 'Lambda sends the trace'],
  ['dynamodb:DescribeStream', 'the event source reads the stream'],
  ['dynamodb:GetRecords', 'the event source reads the stream'],
  ['dynamodb:GetShardIterator', 'the event source reads the stream'],
  ['dynamodb:ListStreams', 'the event source reads the stream'],
  ['sqs:ReceiveMessage', 'the event source reads the queue'],
  ['sqs:DeleteMessage', 'the event source reads the queue'],
  ['sqs:GetQueueAttributes', 'the event source reads the queue'],
  ['sqs:SendMessage', 'the event source leaves a batch that was given up in the dead-letter queue'],
]);

/** What our code calls too, but not on this path. */
const NOT_ON_THE_PATH = new Map([
  ['parley-prod-send-email: dynamodb:BatchGetItem', 'reads companies of a contact when a campaign asks for one'],
  ['parley-prod-send-email: dynamodb:Query', 'reads events that a rule counts and no profile remembers yet'],
  ['parley-prod-send-email: sqs:SendMessage*', 'puts a mail off while SES is busy'],
  ['parley-prod-mail-feedback: dynamodb:BatchGetItem', 'reads who else has an address that refused'],
  ['parley-prod-mail-feedback: dynamodb:Query', 'finds who else has an address that refused'],
  ['parley-prod-mail-feedback: dynamodb:Query on gsi2', 'finds who else has an address that refused'],
  ['parley-prod-evaluate: sqs:SendMessage*', 'hands on the rest of a backfill from 500 contacts of one shard'],
  [
    'parley-prod-evaluate: dynamodb:Query on gsi2',
    'asks the log of visits when they decide how many sessions there were',
  ],
  ['parley-prod-run-job: sqs:SendMessage*', 'hands on the rest of a job after 40 seconds of it'],
  ['parley-prod-deliver-webhook: dynamodb:UpdateItem', 'moves the stamp when an endpoint that is gone is suspended'],
  ['parley-prod-deliver-webhook: sqs:SendMessage*', 'hands on deliveries that were held while the webhook rested'],
  [
    'parley-prod-evaluate: dynamodb:DeleteItem',
    'takes out the rule of a version when it serves in the place of another',
  ],
  ['parley-prod-follow-up: dynamodb:BatchGetItem', 'reads what a webhook shows, when it is told late'],
  ['parley-prod-follow-up: sqs:SendMessage*', 'hands on the rest of an unlinking from 500 contacts on'],
  ['parley-prod-outbox: s3:PutObject', 'keeps records that are too large for a message; Lambda keeps what it gives up'],
  ['parley-prod-outbox: s3:ListBucket', 'the event source looks at the bucket for what it gives up'],
  ['parley-prod-follow-up: s3:PutObject', 'keeps records that are too large for a message'],
  ['parley-prod-follow-up: s3:GetObject', 'reads records that were too large for a message'],
  ['parley-prod-follow-up: events:PutEvents', 'tells the bus once more what it could not be told'],
]);

type Decision = { kind: 'evaluated' | 'denied'; principal: string; action: string; resource: string; decision: string };
type Statement = { Effect: string; Action: string | string[]; Resource: unknown };
type Template = { Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
export type Grants = Map<string, { action: string; resources: string }[]>;

/** Takes the file of recorded decisions; returns every call that was refused, in words. */
export function deniedCalls(decisionsFile: string): string[] {
  const denied = decisions(decisionsFile).filter(({ kind }) => kind === 'denied');
  return [...new Set(denied.map(({ principal, action, resource }) => `${principal} ${action} on ${resource}`))];
}

/** Takes templates; returns what the role of each function (by its physical name) allows. */
export function grantsByFunction(templateFiles: string[]): Grants {
  const grants: Grants = new Map();
  for (const file of templateFiles) {
    const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as Template;
    const all = Object.values(Resources);
    for (const { Properties } of all.filter(({ Type }) => Type === 'AWS::Lambda::Function')) {
      const role = (Properties.Role as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];
      const policies = all.filter(
        ({ Type, Properties }) => Type === 'AWS::IAM::Policy' && refersTo(Properties.Roles, role),
      );
      const statements = policies.flatMap(
        (policy) => (policy.Properties.PolicyDocument as { Statement: Statement[] }).Statement,
      );
      grants.set(
        String(Properties.FunctionName),
        statements.flatMap(({ Action, Resource }) =>
          [Action].flat().map((action) => ({ action, resources: JSON.stringify(Resource) })),
        ),
      );
    }
  }
  return grants;
}

/** Takes grants, the role of each function and the recorded decisions; returns each grant that its function never used. */
export function unusedGrants(grants: Grants, roleOf: Map<string, string>, decisionsFile: string): string[] {
  const allowed = decisions(decisionsFile).filter(({ kind, decision }) => kind === 'evaluated' && decision === 'Allow');
  const unused = [...grants].flatMap(([functionName, held]) => {
    const role = roleOf.get(functionName);
    const used = allowed.filter(({ principal }) => principal.includes(`assumed-role/${role}/`));
    return held
      .filter(({ action }) => !OF_LAMBDA.has(action))
      .flatMap(({ action, resources }) => {
        const calls = used.filter((call) => covers(action, call.action));
        const indexes = [...resources.matchAll(/\/index\/(\w+)/g)].map(([, index]) => index);
        if (indexes.length === 0) return calls.length > 0 ? [] : [`${functionName}: ${action}`];
        return indexes
          .filter((index) => !calls.some(({ resource }) => resource.endsWith(`/index/${index}`)))
          .map((index) => `${functionName}: ${action} on ${index}`);
      });
  });
  return unused.filter((grant) => !NOT_ON_THE_PATH.has(grant));
}

function decisions(file: string): Decision[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Decision);
}

function covers(granted: string, called: string): boolean {
  return granted.endsWith('*') ? called.startsWith(granted.slice(0, -1)) : called === granted;
}

function refersTo(value: unknown, logicalId: string): boolean {
  return JSON.stringify(value).includes(JSON.stringify({ Ref: logicalId }));
}
