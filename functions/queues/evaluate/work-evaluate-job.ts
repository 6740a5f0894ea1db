import type { EvaluateJob } from '#events/evaluate-job';
import { clearFormerContact, type FormerContactPorts } from '#usecases/people/clear-former-contact';
import { type UnlinkingPorts, unlink } from '#usecases/people/unlink-contacts';
import { type BackfillPorts, backfill } from '#usecases/targeting/backfill';
import { type CompanyEvaluationPorts, evaluateCompany } from '#usecases/targeting/company-evaluation';
import { evaluateDue } from '#usecases/targeting/due-evaluations';
import { type SweepPorts, sweepMembers } from '#usecases/targeting/segment-changes';

/** Takes a message of the evaluate queue; does what it asks for. Safe to repeat. */
export async function workEvaluateJob(
  ports: CompanyEvaluationPorts & UnlinkingPorts & BackfillPorts & SweepPorts & FormerContactPorts,
  job: EvaluateJob,
): Promise<void> {
  switch (job.kind) {
    case 'due':
      return await evaluateDue(ports, job);
    case 'backfill':
      return await backfill(ports, job);
    case 'company':
      return await evaluateCompany(ports, job);
    case 'unlink':
      return await unlink(ports, job);
    case 'sweep':
      return await sweepMembers(ports, job);
    case 'former-contact':
      return await clearFormerContact(ports, job);
    default:
      return job satisfies never;
  }
}
