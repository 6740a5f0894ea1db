import type { EvaluateJob } from '#events/evaluate-job';
import { backfill } from './backfill.ts';
import { type CompanyEvaluationPorts, evaluateCompany } from './company-evaluation.ts';
import { evaluateDue } from './targeting.ts';
import { type UnlinkingPorts, unlink } from './unlinking.ts';

/** Takes a message of the evaluate queue; does what it asks for. Safe to repeat. */
export async function workEvaluateJob(ports: CompanyEvaluationPorts & UnlinkingPorts, job: EvaluateJob): Promise<void> {
  switch (job.kind) {
    case 'due':
      return await evaluateDue(ports, job);
    case 'backfill':
      return await backfill(ports, job);
    case 'company':
      return await evaluateCompany(ports, job);
    case 'unlink':
      return await unlink(ports, job);
    default:
      return job satisfies never;
  }
}
