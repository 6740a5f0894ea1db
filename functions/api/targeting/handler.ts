import { httpApi } from '#runtime/http-api';
import { campaignStore } from '#store/engage/campaigns';
import { companyStore } from '#store/people/companies';
import { contactCensus } from '#store/people/contact-census';
import { contactStore } from '#store/people/contacts';
import { dataAttributeStore } from '#store/people/data-attributes';
import { eventNameStore } from '#store/people/event-names';
import { eventStore } from '#store/people/events';
import { ruleStore } from '#store/targeting/live-rules';
import { profileStore } from '#store/targeting/profiles';
import { segmentBuildStore } from '#store/targeting/segment-builds';
import { segmentMemberStore } from '#store/targeting/segment-members';
import { segmentStore } from '#store/targeting/segments';
import { staffCallers } from '../staff-callers.ts';
import { targetingRoutes } from './routes.ts';

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
  eventNames: eventNameStore(table),
  dataAttributes: dataAttributeStore(table),
};

export const handler = httpApi(targetingRoutes(ports), ports);
