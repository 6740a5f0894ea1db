import type { Log } from '#runtime/logger';
import type { Advance } from '#usecases/connect/run-job';

/** Takes what does slices and a log; returns the same, which writes what each slice took: time, CPU time of this thread, and the heap in use. */
export function measured(advance: Advance, log: Log): Advance {
  return async (job, budget) => {
    const [began, cpu] = [performance.now(), process.threadCpuUsage()];
    const heap = [process.memoryUsage().heapUsed];
    const sampled = () => {
      heap.push(process.memoryUsage().heapUsed);
      return budget.isSpent();
    };
    const slice = await advance(job, { ...budget, isSpent: sampled });
    const { user, system } = process.threadCpuUsage(cpu);
    log.info('slice done', {
      correlationId: job.correlationId,
      workspaceId: job.workspaceId,
      jobId: job.id,
      kind: job.work.kind,
      rows: rowsOf(slice.work) - rowsOf(job.work),
      milliseconds: Math.round(performance.now() - began),
      cpuMilliseconds: Math.round((user + system) / 1_000),
      // The least is what collections leave.
      heldMegabytes: megabytes(Math.min(...heap)),
      peakMegabytes: megabytes(Math.max(...heap)),
      done: slice.done,
    });
    return slice;
  };
}

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10;

function rowsOf(work: Parameters<Advance>[0]['work']): number {
  return work.kind === 'import' ? work.counts.rows : work.rows;
}
