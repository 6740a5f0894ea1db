import { httpApi } from '#runtime/http-api';
import { companyStore } from '#store/companies';
import { contactLinkStore } from '#store/contact-links';
import { contactStore } from '#store/contacts';
import { dataAttributeStore } from '#store/data-attributes';
import { eventNameStore } from '#store/event-names';
import { eventStore } from '#store/events';
import { ruleStore } from '#store/live-rules';
import { noteStore } from '#store/notes';
import { profileStore } from '#store/profiles';
import { meterReads } from '#store/read-meter';
import { segmentMemberStore } from '#store/segment-members';
import { segmentStore } from '#store/segments';
import { tagStore } from '#store/tags';
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
  profiles: profileStore(table),
  meterReads,
};

export const handler = httpApi(peopleRoutes(ports), ports);
