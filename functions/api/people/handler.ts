import * as z from 'zod';
import { randomIds } from '#platform/random-ids';
import { systemClock } from '#platform/system-clock';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { openIdVerifier } from '#runtime/openid';
import { companyStore } from '#store/companies';
import { connectionStore } from '#store/connections';
import { contactLinkStore } from '#store/contact-links';
import { contactStore } from '#store/contacts';
import { dataAttributeStore } from '#store/data-attributes';
import { openTable } from '#store/dynamo-table';
import { eventNameStore } from '#store/event-names';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { noteStore } from '#store/notes';
import { profileStore } from '#store/profiles';
import { rateWindowStore } from '#store/rate-windows';
import { meterReads } from '#store/read-meter';
import { segmentMemberStore } from '#store/segment-members';
import { segmentStore } from '#store/segments';
import { tagStore } from '#store/tags';
import { workspaceStore } from '#store/workspaces';
import { authentication } from '#usecases/authentication';
import { peopleRoutes } from './routes.ts';

const { TABLE_NAME, OIDC_ISSUER, OIDC_CLIENT_ID } = environment({
  TABLE_NAME: z.string(),
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string(),
});
const table = openTable(TABLE_NAME);
const ports = {
  contacts: contactStore(table),
  contactLinks: contactLinkStore(table),
  companies: companyStore(table),
  tags: tagStore(table),
  rules: ruleStore(table),
  segments: segmentStore(table),
  segmentMembers: segmentMemberStore(table),
  dataAttributes: dataAttributeStore(table),
  notes: noteStore(table),
  events: eventStore(table),
  eventNames: eventNameStore(table),
  profiles: profileStore(table),
  workspaces: workspaceStore(table),
  connections: connectionStore(table),
  rateWindows: rateWindowStore(table),
  clock: systemClock,
  meterReads,
  ids: randomIds,
};
const who = authentication({ ...ports, identities: openIdVerifier(OIDC_ISSUER, OIDC_CLIENT_ID) });

export const handler = httpApi(peopleRoutes(ports), { ...ports, who });
