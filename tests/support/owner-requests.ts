import type { Recipe, World } from './things.ts';

const unique = () => crypto.randomUUID();
const ofToken: Recipe = async ({ make }) => ({ ids: { access_tokens: await make.accessToken() } });
const ofAdmin: Recipe = async ({ make }) => ({ ids: { admins: await make.admin() } });
const ofTeam: Recipe = async ({ make }) => ({ ids: { teams: await make.team() } });
const renamed =
  (of: Recipe): Recipe =>
  async (world: World) => ({ ...(await of(world)), body: { name: 'Renamed' } });

/** What the owner of a workspace asks for: tokens, teammates, settings, imports and exports. As `RECIPES` in requests.ts. */
export const OWNER_RECIPES: Record<string, Recipe> = {
  createAccessToken: () => ({ body: { name: 'New', scopes: ['read_people', 'write_people'] } }),
  updateAccessToken: renamed(ofToken),
  revokeAccessToken: ofToken,
  createAdmin: () => ({
    body: { name: 'New', email: `${unique()}@acme.example`, job_title: 'Support', has_inbox_seat: false },
  }),
  updateAdmin: renamed(ofAdmin),
  deleteAdmin: ofAdmin,
  createTeam: ({ ids }) => ({ body: { name: 'New', admin_ids: [ids['admins']] } }),
  updateTeam: renamed(ofTeam),
  deleteTeam: ofTeam,
  createWorkspace: () => ({ body: { name: 'Another', timezone: 'Europe/Berlin' } }),
  updateWorkspace: () => ({ body: { name: 'Renamed', timezone: 'UTC', sender_address: null } }),
  rotateIdentitySecret: () => ({ body: { overlap_hours: 24 } }),
  importContacts: () => ({ body: { items: [{ external_id: unique(), name: 'Imported' }] } }),
  importCompanies: () => ({ body: { items: [{ company_id: unique(), name: 'Imported' }] } }),
  importEvents: ({ ids }) => ({
    body: { items: [{ user_id: ids['find_by_external_id'], event_name: 'imported', created_at: 1_700_000_000 }] },
  }),
  createUpload: () => ({ body: { format: 'csv' } }),
};
