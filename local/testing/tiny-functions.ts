const table = `
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
const TableName = process.env.TABLE_NAME;
let count = 0;
/** Notes what happened under a kind, in order. */
async function note(kind, value) {
  const sk = String(Date.now()).padStart(15, '0') + process.env.AWS_ACCESS_KEY_ID + String(count++).padStart(6, '0');
  await db.send(new PutItemCommand({ TableName, Item: { pk: { S: 'note ' + kind }, sk: { S: sk }, value: { S: JSON.stringify(value) } } }));
}
async function notes(kind) {
  const { Items } = await db.send(new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ConsistentRead: true, ExpressionAttributeValues: { ':pk': { S: 'note ' + kind } } }));
  return Items.map(({ value }) => JSON.parse(value.S));
}
`;

const api = `${table}
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SendRawEmailCommand, SESClient } from '@aws-sdk/client-ses';
const sqs = new SQSClient({});
const ses = new SESClient({});
const json = (value, statusCode = 200) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) });
export async function handler(event) {
  const what = event.pathParameters.proxy;
  const input = event.body && !event.isBase64Encoded && what !== 'echo' ? JSON.parse(event.body) : {};
  if (what === 'time') return json({ now: Date.now(), made: new Date().getTime(), isDate: new Date() instanceof Date });
  if (what === 'crash') throw new Error('on purpose');
  if (what === 'exit') process.exit(3);
  if (what === 'notes') return json(await notes(event.queryStringParameters.kind));
  if (what === 'job') {
    const { delay, ...job } = input;
    await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(job), DelaySeconds: delay }));
    return json({}, 202);
  }
  if (what === 'item') {
    for (const id of input.ids) await db.send(new PutItemCommand({ TableName, Item: { pk: { S: 'item' + (input.apart ? id : '') }, sk: { S: String(id) }, entity: { S: 'item' } } }));
    return json({}, 201);
  }
  if (what === 'mail') {
    const raw = ['From: Acme <no-reply@acme.example>', 'To: "Doe, Jo" <jo@example.com>', 'Subject: Hello', 'List-Unsubscribe: <https://x.example/u>', 'Content-Type: text/plain', '', 'Hi Jo'].join('\\r\\n');
    const { MessageId } = await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ConfigurationSetName: 'tiny-mail', Tags: [{ Name: 'contact', Value: '42' }] }));
    return json({ id: MessageId });
  }
  return json(event);
}
`;

const worker = `${table}
export async function handler({ Records }) {
  const batchItemFailures = [];
  for (const { body, messageId, attributes } of Records) {
    const job = JSON.parse(body);
    const receives = Number(attributes.ApproximateReceiveCount);
    await note('job', { name: job.name, receives, at: Date.now() });
    if (receives <= (job.failures ?? 0)) batchItemFailures.push({ itemIdentifier: messageId });
  }
  return { batchItemFailures };
}
`;

const watcher = `${table}
export async function handler({ Records }) {
  const ids = Records.map(({ dynamodb }) => dynamodb.Keys.sk.S);
  await note('seen', ids);
  if (ids.includes('poison')) throw new Error('poison');
}
`;

const frames = `${table}
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const management = new ApiGatewayManagementApiClient({ endpoint: process.env.CALLBACK_URL });
export async function handler({ requestContext, body }) {
  const { to, say } = JSON.parse(body);
  try {
    await management.send(new PostToConnectionCommand({ ConnectionId: to ?? requestContext.connectionId, Data: JSON.stringify({ said: say, id: requestContext.connectionId }) }));
  } catch (error) {
    await note('push failed', { name: error.name, status: error.$metadata.httpStatusCode });
  }
  return { statusCode: 200 };
}
`;

const noting = (kind: string, value: string) => `${table}
export async function handler(event) {
  ${value}
  await note('${kind}', value);
  return { statusCode: 200 };
}
`;

/** Source of each function of the tiny assembly, by its name. */
export const TINY_FUNCTIONS: Record<string, string> = {
  api,
  worker,
  watcher,
  frames,
  tick: noting('tick', 'const value = Date.now();'),
  undertaker: noting('dead', 'const value = event.Records.map(({ body }) => JSON.parse(body).name);'),
  feedback: noting('feedback', 'const value = event.Records.map(({ body }) => JSON.parse(body));'),
  connect: noting(
    'connect',
    'if (event.queryStringParameters?.deny) return { statusCode: 401 }; const value = event.requestContext.connectionId;',
  ),
  disconnect: noting('disconnect', 'const value = event.requestContext.connectionId;'),
};
