import * as z from 'zod';

/** A message of the job queue: this job wants its next slice. At least once, in no order. */
export const RunJob = z.object({ workspaceId: z.string(), jobId: z.string(), correlationId: z.string() });
export type RunJob = z.infer<typeof RunJob>;
