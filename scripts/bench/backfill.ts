import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stoppedClock } from '#domain/kernel/clock';
import type { Rule } from '#domain/targeting/rule/rule';
import { aLiveRule } from '#domain/targeting/rule/testing';
import type { EvaluateJob } from '#events/evaluate-job';
import { dynamoStores } from '#store/dynamo-stores';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { dynamoTable } from '#store/table/dynamo-table';
import { backfill, planBackfill } from '#usecases/targeting/backfill';
import { cachedLiveRules } from '#usecases/targeting/live-rules';
import { filledEngine, TABLE } from './filled-engine.ts';
import type { Line } from './measure.ts';
import { NOW, seedSearch, WORKSPACE } from './search-seed.ts';
import { tableMeter } from './table-meter.ts';

/** Takes a number of contacts; returns what a campaign's backfill costs when half of them match, and when nobody does. */
export async function backfillLines(count: number): Promise<Line[]> {
  const engine = await filledEngine((table) => seedSearch(table, count));
  const client = new DynamoDBClient({
    ...{ endpoint: engine.endpoint, region: 'us-east-1' },
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  try {
    const run = backfillOf(client);
    // Everybody has a profile and a timer by then, as where rules have been live before.
    await run('prime', { attribute: 'plan', op: 'eq', value: 'none' });
    const half = await run('half', { attribute: 'plan', op: 'eq', value: 'pro' });
    const none = await run('none', { attribute: 'plan', op: 'eq', value: 'platinum' });
    const per = (value: number) => value / count;
    return [
      { what: 'backfill, half of all enter', value: per(half.calls), unit: 'calls a contact', budget: 0.6 },
      { what: 'backfill, half of all enter', value: per(half.reads), unit: 'read units a contact', budget: 2.2 },
      { what: 'backfill, half of all enter', value: per(half.cpu), unit: 'CPU-ms a contact', budget: undefined },
      { what: 'backfill, nobody enters', value: per(none.calls), unit: 'calls a contact', budget: 0.1 },
      { what: 'backfill, nobody enters', value: per(none.reads), unit: 'read units a contact', budget: 2.2 },
      { what: 'backfill, nobody enters', value: per(none.cpu), unit: 'CPU-ms a contact', budget: undefined },
    ];
  } finally {
    client.destroy();
    await engine.stop();
  }
}

/** Takes a client; returns a function that runs the backfill of a rule, and tells what it did and took of this process. */
function backfillOf(client: DynamoDBClient) {
  const meter = tableMeter(client);
  const stores = dynamoStores(dynamoTable(client, TABLE));
  const jobs: EvaluateJob[] = [];
  const evaluations = { send: async (sent: EvaluateJob[]) => void jobs.push(...sent) };
  const liveRules = cachedLiveRules(stores.rules);
  const ports = { ...stores, due: stores.due, liveRules, evaluations, clock: stoppedClock(NOW) };
  return async (id: string, rule: Rule) => {
    const live = aLiveRule({ id, workspaceId: WORKSPACE, enroll: 'existing_and_future', rule });
    await stores.rules.put(live);
    await planBackfill(evaluations, live, { shards: LISTING_SHARDS, correlationId: 'bench' });
    const before = process.cpuUsage();
    const bill = await meter(async () => {
      for (let job = jobs.shift(); job !== undefined; job = jobs.shift())
        if (job.kind === 'backfill') await backfill(ports, job);
    });
    const { user, system } = process.cpuUsage(before);
    return { ...bill, cpu: (user + system) / 1_000 };
  };
}
