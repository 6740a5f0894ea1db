import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '#domain/kernel/clock';
import { ReadyFiles } from '#local/start/ready-files';
import { s3Client } from '#platform/object-storage';
import { systemClock } from '#platform/system-clock';
import { dynamoTable } from '#store/table/dynamo-table';
import type { Table } from '#store/table/table';
import type { DeadLetterPlaces } from '../dead-letters/dead-letters.ts';
import { deployedDeadLetters, queuesIn } from '../deployed/dead-letters.ts';
import { deployment } from '../deployed/deployment.ts';
import { dismissTeammate, inviteTeammate } from '../deployed/teammate.ts';

/** A running Parley as whoever runs it reaches it, behind its API: in an AWS account, or on this machine. */
export type Place = {
  http: string;
  websocket: string;
  table: Table;
  dynamodb: { client: DynamoDBClient; tableName: string };
  transfersBucket: string;
  deadLetters: DeadLetterPlaces;
  clock: Clock;
  /** Whose addresses mails may leave as; undefined where nobody refuses any. */
  senderDomains: string[] | undefined;
  signIns: { invite(email: string): Promise<void>; dismiss(email: string): Promise<void> };
  /** Answers once what followed from the last writes has had its time. */
  settled(): Promise<void>;
};

/** What follows from a write is done within seconds; in ms. */
const FOLLOWED_AFTER = 10_000;

/** Takes the stage; returns what was deployed as that. Throws an Error that says what is missing. */
export async function deployedPlace(stage: string): Promise<Place> {
  const { tableName, userPoolId, keptRecordsBucket, ...deployed } = await deployment(stage);
  const client = new DynamoDBClient({ maxAttempts: 8 });
  return {
    ...deployed,
    table: dynamoTable(client, tableName),
    dynamodb: { client, tableName },
    deadLetters: await deployedDeadLetters(stage, keptRecordsBucket),
    clock: systemClock,
    signIns: {
      invite: (email) => inviteTeammate(userPoolId, email),
      dismiss: (email) => dismissTeammate(userPoolId, email),
    },
    settled: () => sleep(FOLLOWED_AFTER),
  };
}

type LocalPlaces = {
  aws: string;
  websocket: string;
  tableName: string;
  buckets: { transfers: string; keptRecords: string };
};

/** Takes where `npm start` answers, the newest by default; returns it. Throws an Error if nothing runs there. */
export async function localPlace(http = new ReadyFiles().running()[0]?.http): Promise<Place> {
  if (http === undefined) throw new Error('Nothing runs on this machine. Run npm start first.');
  const ask = async <Answer>(method: string, path: string): Promise<Answer> => {
    const answer = await fetch(`${http}/_local${path}`, { method });
    if (!answer.ok) throw new Error(`${method} /_local${path} answers ${answer.status}`);
    return (await answer.json()) as Answer;
  };
  const { aws: endpoint, websocket, tableName, buckets } = await ask<LocalPlaces>('GET', '');
  const credentials = { accessKeyId: 'local-workspace-command', secretAccessKey: 'local' };
  const config = { endpoint, region: 'us-east-1', credentials };
  const client = new DynamoDBClient(config);
  const sqs = new SQSClient(config);
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ MaxResults: 100 }));
  const urls = new Map(QueueUrls.map((url) => [url.slice(url.lastIndexOf('/') + 1), url]));
  const followUp = [...urls.keys()].find((name) => name.endsWith('-follow-up')) ?? '';
  const now = Date.parse((await ask<{ now: string }>('GET', '/clock')).now);
  return {
    http,
    websocket,
    table: dynamoTable(client, tableName),
    dynamodb: { client, tableName },
    transfersBucket: buckets.transfers,
    deadLetters: { sqs, s3: s3Client(config), ...queuesIn(urls, followUp), keptRecordsBucket: buckets.keptRecords },
    clock: { now: () => now },
    senderDomains: undefined,
    // The issuer of this machine lets everybody sign in; whether they are a teammate the table tells.
    signIns: { invite: async () => {}, dismiss: async () => {} },
    settled: async () => {
      await ask('POST', '/settle');
    },
  };
}
