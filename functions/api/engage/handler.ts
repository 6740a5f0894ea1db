import * as z from 'zod';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { checkTemplate } from '#platform/template-check';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { openIdVerifier } from '#runtime/openid';
import { campaignStore } from '#store/campaigns';
import { companyStore } from '#store/companies';
import { connectionStore } from '#store/connections';
import { contactCensus } from '#store/contact-census';
import { contactStore } from '#store/contacts';
import { openTable } from '#store/dynamo-table';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { profileStore } from '#store/profiles';
import { rateWindowStore } from '#store/rate-windows';
import { segmentBuildStore } from '#store/segment-builds';
import { segmentMemberStore } from '#store/segment-members';
import { segmentStore } from '#store/segments';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { engageRoutes } from './routes.ts';

const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID } = environment({
  TABLE_NAME: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
});
const table = openTable(TABLE_NAME);
const ports = {
  campaigns: campaignStore(table),
  rules: ruleStore(table),
  segments: segmentStore(table),
  segmentMembers: segmentMemberStore(table),
  segmentBuilds: segmentBuildStore(table),
  census: contactCensus(table),
  contacts: contactStore(table),
  companies: companyStore(table),
  profiles: profileStore(table),
  events: eventStore(table),
  workspaces: workspaceStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  checkTemplate,
  clock: systemClock,
  ids: randomIds,
};
const who = authentication({ ...ports, identities: openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID) });

export const handler = httpApi(engageRoutes(ports), { ...ports, who });
