import type { ExportWork } from '#domain/connect/job/export-work';
import type { ImportWork } from '#domain/connect/job/import-work';
import type { Job } from '#domain/connect/job/job';
import type { Advance, Slice, SliceBudget } from './run-job.ts';

/** What does the next slice of each kind of job. */
export type Works = {
  import: (job: Job<ImportWork>, budget: SliceBudget) => Promise<Slice>;
  export: (job: Job<ExportWork>, budget: SliceBudget) => Promise<Slice>;
};

/** Takes what does a slice of each kind; returns what does the next slice of a job of any kind. */
export function advanceJob(works: Works): Advance {
  return async (job, budget) => {
    const { work } = job;
    switch (work.kind) {
      case 'export':
        return works.export({ ...job, work }, budget);
      case 'import':
        return works.import({ ...job, work }, budget);
      default:
        return work satisfies never;
    }
  };
}
