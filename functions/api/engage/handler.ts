import { checkTemplate } from '#platform/template-check';
import { httpApi } from '#runtime/http-api';
import { campaignStore } from '#store/campaigns';
import { companyStore } from '#store/companies';
import { contactCensus } from '#store/contact-census';
import { contactStore } from '#store/contacts';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { profileStore } from '#store/profiles';
import { segmentBuildStore } from '#store/segment-builds';
import { segmentMemberStore } from '#store/segment-members';
import { segmentStore } from '#store/segments';
import { staffCallers } from '../staff-callers.ts';
import { engageRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const ports = {
  ...callers,
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
  checkTemplate,
};

export const handler = httpApi(engageRoutes(ports), ports);
