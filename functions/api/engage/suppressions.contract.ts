import * as z from 'zod';
import { contract } from '#runtime/contract';
import {
  LiftQuery,
  SuppressionList,
  SuppressionQuery,
  SuppressionRequest,
  SuppressionResource,
} from '#wire/engage/suppression';

const ByAddress = z.object({ address: z.string() });

export const listSuppressions = contract({
  operation: 'listSuppressions',
  method: 'GET',
  path: '/suppressions',
  access: 'staff',
  scope: 'read_campaigns',
  summary: 'List the addresses that get no mail, with the reasons',
  origin: 'Parley',
  query: SuppressionQuery,
  response: SuppressionList,
});

export const createSuppression = contract({
  operation: 'createSuppression',
  method: 'POST',
  path: '/suppressions',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Send no more mail to an address, whoever has it',
  origin: 'Parley',
  body: SuppressionRequest,
  response: SuppressionResource,
});

export const getSuppression = contract({
  operation: 'getSuppression',
  method: 'GET',
  path: '/suppressions/{address}',
  access: 'staff',
  scope: 'read_campaigns',
  summary: 'Why an address gets no mail',
  origin: 'Parley',
  params: ByAddress,
  response: SuppressionResource,
});

export const deleteSuppression = contract({
  operation: 'deleteSuppression',
  method: 'DELETE',
  path: '/suppressions/{address}',
  access: 'staff',
  scope: 'write_campaigns',
  summary: 'Allow mail to an address again; one that marked a mail as spam has to be confirmed',
  origin: 'Parley',
  params: ByAddress,
  query: LiftQuery,
  body: LiftQuery,
  response: z.object({ type: z.literal('suppression'), address: z.string(), deleted: z.literal(true) }),
});
