import * as z from 'zod';
import type { Admin, Workspace } from '#domain/workspace/workspace/workspace';

const admin = {
  type: z.literal('admin'),
  id: z.string(),
  name: z.string(),
  email: z.string(),
  job_title: z.string().optional(),
  away_mode_enabled: z.boolean(),
  away_mode_reassign: z.boolean(),
  away_status_reason_id: z.number().int().nullable(),
  has_inbox_seat: z.boolean(),
  team_ids: z.array(z.number().int()),
};

/** Intercom API 2.15, admin. */
export const AdminResource = z.object(admin).meta({ id: 'Admin' });
export type AdminResource = z.infer<typeof AdminResource>;

/** What is left of a removed teammate, as Intercom answers deletions (Parley's own). */
export const DeletedAdmin = z.object({ type: z.literal('admin'), id: z.string(), deleted: z.literal(true) });

/** Intercom API 2.15, admin_list. */
export const AdminList = z.object({ type: z.literal('admin.list'), admins: z.array(AdminResource) });
export type AdminList = z.infer<typeof AdminList>;

/** Intercom API 2.15, admin_with_app. */
export const AdminWithApp = z
  .object({
    ...admin,
    email_verified: z.boolean(),
    avatar: z.object({ type: z.literal('avatar'), image_url: z.string().nullable() }),
    app: z.object({
      type: z.literal('app'),
      id_code: z.string(),
      name: z.string(),
      created_at: z.number().int().describe('Unix seconds'),
      secure: z.boolean(),
      identity_verification: z.boolean(),
      timezone: z.string(),
      region: z.string(),
    }),
  })
  .meta({ id: 'AdminWithApp' });
export type AdminWithApp = z.infer<typeof AdminWithApp>;

/** Takes a teammate; returns it as the API shows it. Team ids are numbers, the admin's own a string (Intercom API 2.15). */
export function presentAdmin(teammate: Admin): AdminResource {
  return {
    type: 'admin',
    id: teammate.id,
    name: teammate.name,
    email: teammate.email,
    ...(teammate.jobTitle === null ? {} : { job_title: teammate.jobTitle }),
    away_mode_enabled: teammate.awayModeEnabled,
    away_mode_reassign: teammate.awayModeReassign,
    away_status_reason_id: teammate.awayStatusReasonId === null ? null : Number(teammate.awayStatusReasonId),
    has_inbox_seat: teammate.hasInboxSeat,
    team_ids: teammate.teamIds.map(Number),
  };
}

/** Takes teammates; returns the list as the API shows it. */
export function presentAdmins(teammates: Admin[]): AdminList {
  return { type: 'admin.list', admins: teammates.map(presentAdmin) };
}

/** Takes a teammate and the workspace; returns what `GET /me` shows. */
export function presentAdminWithApp(teammate: Admin, workspace: Workspace): AdminWithApp {
  return {
    ...presentAdmin(teammate),
    email_verified: true,
    avatar: { type: 'avatar', image_url: null },
    app: {
      type: 'app',
      id_code: workspace.id,
      name: workspace.name,
      created_at: Math.floor(workspace.createdAt / 1_000),
      secure: false,
      identity_verification: workspace.identitySecrets.length > 0,
      timezone: workspace.timezone,
      // Connectors choose a host by it and know US, EU and AU; here the host is whatever they were given.
      region: 'US',
    },
  };
}
