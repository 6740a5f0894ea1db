import * as z from 'zod';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { lateObjectStorage } from '#runtime/late-object-storage';
import { jobSlots } from '#store/connect/job-slots';
import { jobStore } from '#store/connect/jobs';
import { staffCallers } from '../staff-callers.ts';
import { jobsApiRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const { TRANSFERS_BUCKET } = environment({ TRANSFERS_BUCKET: z.string() });
const ports = {
  ...callers,
  jobs: jobStore(table),
  jobSlots: jobSlots(table),
  storage: lateObjectStorage(async () => {
    const { s3Client, s3ObjectStorage } = await import('#platform/object-storage');
    return s3ObjectStorage(s3Client(), TRANSFERS_BUCKET);
  }),
};

export const handler = httpApi(jobsApiRoutes(ports), ports);
