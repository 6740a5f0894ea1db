import { SQSClient } from '@aws-sdk/client-sqs';
import { s3Client } from '#platform/object-storage';
import { type DeadLetterPlaces, listDeadLetters, redriveDeadLetters } from '../../scripts/dead-letters/dead-letters.ts';
import { queuesIn } from '../../scripts/deployed/dead-letters.ts';
import type { Deployment } from '../assembly/deployment.ts';
import type { ControlRoutes } from './control.ts';
import { bucketsOf } from './places.ts';

/** Takes the address of the engine of queues and objects, and a deployment; returns where what was given up lies. */
export function localDeadLetters(endpoint: string, deployment: Deployment | undefined): DeadLetterPlaces {
  const { queues = [] } = deployment ?? {};
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
  const urls = new Map(queues.map(({ name }) => [name, `${endpoint}/000000000000/${name}`]));
  const followUp = [...urls.keys()].find((name) => name.endsWith('-follow-up')) ?? '';
  const { keptRecords: keptRecordsBucket } = bucketsOf(deployment);
  return { sqs: new SQSClient(config), s3: s3Client(config), ...queuesIn(urls, followUp), keptRecordsBucket };
}

/** Takes where what was given up lies; returns the calls that look at it and send it round again. */
export function deadLetterCalls(places: () => DeadLetterPlaces): ControlRoutes {
  return {
    'GET /dead-letters': async () => listDeadLetters(places()),
    // The pollers find it within seconds, as they do everything that did not come through the proxy.
    'POST /dead-letters/redrive': async () => redriveDeadLetters(places()),
  };
}
