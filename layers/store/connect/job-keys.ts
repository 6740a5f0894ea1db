import { accessPattern } from '../table/access-pattern.ts';
import { digits, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const jobKey = accessPattern(
  { entity: 'job', serves: 'GET /jobs/{id}; each slice of a job' },
  (at: InWorkspace & { jobId: string }) => one(jobsOf(at), `JOB#${order(at.jobId)}`),
);
export const jobs = accessPattern({ entity: 'job', serves: 'GET /jobs, newest first' }, (at: InWorkspace) =>
  all(jobsOf(at), 'JOB#'),
);
export const jobSlotKey = accessPattern(
  { entity: 'job-slot', serves: 'POST /export/content/data: one export at a time' },
  (at: InWorkspace & { kind: string }) => one(jobsOf(at), `SLOT#${text(at.kind)}`),
);

const jobsOf = (at: InWorkspace) => `${workspacePartition(at)}#JOBS`;

/** Ids are decimal: with leading zeros they stand in the order of their making. What is no id at all stands for itself and finds nothing. */
const order = (id: string) => (/^\d{1,16}$/.test(id) ? digits(Number(id), 16) : text(id));
