import type { Queue } from '#domain/kernel/queue';
import type { EvaluateJob } from '#events/evaluate-job';
import type { FollowUpJob } from '#events/follow-up-job';
import { advanceDue, advanceRunsOfCampaign, type CampaignRunPorts } from '#usecases/engage/campaign-runs';
import { type CampaignTimePorts, keepTime } from '#usecases/engage/keep-time';
import { type BackfillPorts, backfill } from '#usecases/targeting/backfill';
import { type CompanyEvaluationPorts, evaluateCompany } from '#usecases/targeting/company-evaluation';
import { evaluateDue } from '#usecases/targeting/due-evaluations';

export type EvaluateJobPorts = CompanyEvaluationPorts &
  BackfillPorts &
  CampaignRunPorts &
  CampaignTimePorts & { followUps: Queue<FollowUpJob> };

/** Takes a message of the evaluate queue; does what it asks for. Safe to repeat. */
export async function workEvaluateJob(ports: EvaluateJobPorts, job: EvaluateJob | FollowUpJob): Promise<void> {
  switch (job.kind) {
    case 'due':
      return await evaluateDue(ports, job);
    case 'backfill':
      return await backfill(ports, job);
    case 'company':
      return await evaluateCompany(ports, job);
    case 'runs':
      return await advanceDue(ports, job);
    case 'campaign':
      return await keepTime(ports, job);
    case 'campaign-runs':
      return await advanceRunsOfCampaign(ports, job);
    default:
      // Sent by an earlier release, which had one queue for both.
      return await ports.followUps.send([job]);
  }
}
