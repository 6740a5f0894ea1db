import * as z from 'zod';
import { checkTemplate, compileMarkup, templateNames } from '#platform/template-check';
import { environment } from '#runtime/environment';
import { httpApi } from '#runtime/http-api';
import { campaignStore } from '#store/engage/campaigns';
import { deliveryStore } from '#store/engage/deliveries';
import { suppressionStore } from '#store/engage/suppressions';
import { dueStore } from '#store/kernel/due-entries';
import { contactStore } from '#store/people/contacts';
import { dataAttributeStore } from '#store/people/data-attributes';
import { eventNameStore } from '#store/people/event-names';
import { tagStore } from '#store/people/tags';
import { ruleStore } from '#store/targeting/live-rules';
import { staffCallers } from '../staff-callers.ts';
import { engageRoutes } from './routes.ts';

const { table, callers } = staffCallers();
const { MAIL_DOMAIN } = environment({ MAIL_DOMAIN: z.string() });
const ports = {
  ...callers,
  campaigns: campaignStore(table),
  due: dueStore(table),
  tags: tagStore(table),
  rules: ruleStore(table),
  contacts: contactStore(table),
  deliveries: deliveryStore(table),
  suppressions: suppressionStore(table),
  checkTemplate,
  compileMarkup,
  mailDomain: MAIL_DOMAIN,
  templateNames,
  eventNames: eventNameStore(table),
  dataAttributes: dataAttributeStore(table),
};

export const handler = httpApi(engageRoutes(ports), ports);
