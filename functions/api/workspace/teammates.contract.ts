import * as z from 'zod';
import { LAST_INSTANT, parseInstant } from '#domain/kernel/instant';
import { contract } from '#runtime/contract';
import { pageQuery } from '#wire/kernel/page-list';
import { ActivityLogList } from '#wire/workspace/activity-log';
import { AdminResource } from '#wire/workspace/admin';
import { AwayStatusReasonList } from '#wire/workspace/away-status-reason';
import { TeamList, TeamResource } from '#wire/workspace/team';

const ById = z.object({ id: z.string() });

/** The document says Unix seconds, the SDK's own suite sends ISO 8601; in ms once read. */
const Instant = z.string().transform((sent, context) => {
  const at = parseInstant(sent);
  if (at !== undefined && at >= 0 && at <= LAST_INSTANT) return at;
  context.addIssue('must be Unix seconds or an ISO 8601 date');
  return z.NEVER;
});

export const setAwayAdmin = contract({
  operation: 'setAwayAdmin',
  method: 'PUT',
  path: '/admins/{id}/away',
  access: 'staff',
  scope: 'write_admins',
  summary: 'Set whether a teammate is away',
  origin: 'Intercom 2.15',
  params: ById,
  body: z.object({
    away_mode_enabled: z.boolean(),
    away_mode_reassign: z.boolean(),
    away_status_reason_id: z
      .union([z.string(), z.number().int().transform(String)], 'must be the id of a reason')
      .nullish(),
  }),
  response: AdminResource,
});

export const listAwayStatusReasons = contract({
  operation: 'listAwayStatusReasons',
  method: 'GET',
  path: '/away_status_reasons',
  access: 'staff',
  scope: 'read_admins',
  summary: 'List why a teammate may be away',
  origin: 'Intercom 2.15',
  response: AwayStatusReasonList,
});

export const listActivityLogs = contract({
  operation: 'listActivityLogs',
  method: 'GET',
  path: '/admins/activity_logs',
  access: 'staff',
  scope: 'read_admins',
  summary: 'List what teammates and access tokens did, newest first',
  origin: 'Intercom 2.15',
  query: z.object({ created_at_after: Instant, created_at_before: Instant.optional(), ...pageQuery(20, 150) }),
  response: ActivityLogList,
});

export const listTeams = contract({
  operation: 'listTeams',
  method: 'GET',
  path: '/teams',
  access: 'staff',
  scope: 'read_admins',
  summary: 'List the teams',
  origin: 'Intercom 2.15',
  response: TeamList,
});

export const retrieveTeam = contract({
  operation: 'retrieveTeam',
  method: 'GET',
  path: '/teams/{id}',
  access: 'staff',
  scope: 'read_admins',
  summary: 'Read a team',
  origin: 'Intercom 2.15',
  params: ById,
  response: TeamResource,
});
