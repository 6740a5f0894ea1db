import { richText } from '#platform/rich-text';
import { httpApi } from '#runtime/http-api';
import { companyStore } from '#store/people/companies';
import { contactLinkStore } from '#store/people/contact-links';
import { contactStore } from '#store/people/contacts';
import { dataAttributeStore } from '#store/people/data-attributes';
import { eventNameStore } from '#store/people/event-names';
import { eventStore } from '#store/people/events';
import { noteStore } from '#store/people/notes';
import { tagStore } from '#store/people/tags';
import { meterReads } from '#store/table/read-meter';
import { lateProfiles } from '#store/targeting/late-profiles';
import { ruleStore } from '#store/targeting/live-rules';

import { segmentMemberStore } from '#store/targeting/segment-members';
import { segmentStore } from '#store/targeting/segments';
import { staffCallers } from '../staff-callers.ts';
import { peopleRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const ports = {
  ...callers,
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
  profiles: lateProfiles(table),
  meterReads,
  richText,
};

export const handler = httpApi(peopleRoutes(ports), ports);
