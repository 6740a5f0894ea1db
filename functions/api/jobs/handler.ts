import * as z from 'zod';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { lateObjectStorage } from '#runtime/late-object-storage';
import { openIdVerifier } from '#runtime/openid';
import { connectionStore } from '#store/connections';
import { openTable } from '#store/dynamo-table';
import { jobSlots } from '#store/job-slots';
import { jobStore } from '#store/jobs';
import { rateWindowStore } from '#store/rate-windows';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { jobsApiRoutes } from './routes.ts';

const { TABLE_NAME, TRANSFERS_BUCKET, OIDC_ISSUER, OIDC_CLIENT_ID } = environment({
  TABLE_NAME: z.string(),
  TRANSFERS_BUCKET: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
});
const table = openTable(TABLE_NAME);
const ports = {
  jobs: jobStore(table),
  jobSlots: jobSlots(table),
  storage: lateObjectStorage(async () => {
    const { s3Client, s3ObjectStorage } = await import('#platform/object-storage');
    return s3ObjectStorage(s3Client(), TRANSFERS_BUCKET);
  }),
  workspaces: workspaceStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  clock: systemClock,
  ids: randomIds,
};
const who = authentication({ ...ports, identities: openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID) });

export const handler = httpApi(jobsApiRoutes(ports), { ...ports, who });
