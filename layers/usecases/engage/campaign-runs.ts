import { isUnderway, RUN_SHARDS } from '#domain/engage/run/run';
import type { Queue } from '#domain/kernel/queue';
import type { CampaignRunsJob, EvaluateJob, RunsJob } from '#events/evaluate-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';
import { type AdvancePorts, advanceRun, handOverAgain } from './advance-run.ts';

export type CampaignRunPorts = AdvancePorts & { evaluations: Queue<EvaluateJob> };

/** Runs of one job: some seconds of a worker; the rest goes back to the queue with its cursor. */
const PAGE = 100;

/**
 * Takes runs that fell due; takes each as far as it comes. Those of one contact one after the other, so that of several
 * campaigns the decisions stand in an order. What fails goes back to the queue alone. Safe to repeat.
 * @throws what keeps the only run of a job from going on
 */
export async function advanceDue(ports: CampaignRunPorts, job: RunsJob): Promise<void> {
  const { workspaceId, asOf } = job;
  const failed: RunsJob['runs'] = [];
  const byContact = [...Map.groupBy(job.runs, ({ contactId }) => contactId).values()];
  await forEachConcurrently(byContact, async (runs) => {
    for (const run of runs) {
      try {
        await advanceRun(ports, { workspaceId, ...run }, { notBefore: asOf });
      } catch (error) {
        if (job.runs.length === 1) throw error;
        failed.push(run);
      }
    }
  });
  await ports.evaluations.send(failed.map((run) => ({ ...job, runs: [run] })));
}

/** Takes a campaign whose rules have changed; has everybody looked at who is in it, in `states`. Safe to repeat. */
export async function planCampaignRuns(
  { evaluations }: Pick<CampaignRunPorts, 'evaluations'>,
  campaign: { workspaceId: string; campaignId: string; correlationId: string },
  states: CampaignRunsJob['state'][],
): Promise<void> {
  const shards = Array.from({ length: RUN_SHARDS }, (_, shard) => shard);
  await evaluations.send(
    states.flatMap((state) => shards.map((shard) => ({ kind: 'campaign-runs' as const, ...campaign, state, shard }))),
  );
}

/** Takes some of those who are in a campaign; takes each as far as it comes now, and hands the rest back to the queue. Safe to repeat. */
export async function advanceRunsOfCampaign(ports: CampaignRunPorts, job: CampaignRunsJob): Promise<void> {
  const { workspaceId, campaignId, state, shard } = job;
  const page = await ports.runs.listOfCampaign({ workspaceId, campaignId, state, shard }, PAGE, job.cursor);
  // The rest first: a crash in between does work twice, and loses none.
  if (page.next !== undefined) await ports.evaluations.send([{ ...job, cursor: page.next }]);
  const { correlationId } = job;
  // What a pause held is handed over by nobody else once the run went on.
  for (const run of page.runs) await handOverAgain(ports, run);
  const runs = page.runs.map(({ contactId, entry }) => ({ contactId, campaignId, entry }));
  if (runs.length === 0) return;
  await advanceDue(ports, { kind: 'runs', workspaceId, runs, asOf: ports.clock.now(), correlationId });
}

/** Takes a contact that runs have come to from another; has what they wait for watched for it. Safe to repeat. */
export async function advanceRunsOfContact(
  ports: AdvancePorts,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
): Promise<void> {
  const runs = await ports.runs.listByContact(workspaceId, contactId);
  for (const run of runs.filter(isUnderway)) await advanceRun(ports, run);
}
