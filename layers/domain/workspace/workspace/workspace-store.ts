import type { AccessToken } from '../access/access-token.ts';
import type { Activity } from '../activity/activity.ts';
import type { Team } from './team.ts';
import type { Admin, Workspace } from './workspace.ts';

/** Records of one kind that a change writes or takes away. */
type Changes<Record> = { put?: Record[]; remove?: Record[] };

/**
 * What becomes of a workspace and of those who run it, with what the log says of it. `workspace` is as it shall be,
 * its version still that which was read.
 */
export type Administration = {
  workspace: Workspace;
  admins?: Changes<Admin> & { add?: Admin[] };
  teams?: Changes<Team>;
  tokens?: Changes<AccessToken>;
  activities: Activity[];
};

/** A workspace with everybody and everything that runs it, as of one moment. */
export type Staffed = { workspace: Workspace; admins: Admin[]; teams: Team[]; tokens: AccessToken[] };

export type WorkspaceStore = {
  /**
   * Writes a new workspace with its first admins, tokens and teams in one transaction, and the first lines of its log.
   * @throws conflict if the id is taken
   */
  create(
    workspace: Workspace,
    admins: Admin[],
    tokens: AccessToken[],
    teams?: Team[],
    activities?: Activity[],
  ): Promise<void>;
  /** Returns the workspace or undefined. */
  get(workspaceId: string): Promise<Workspace | undefined>;
  /** Returns the ids of every workspace: the tick visits each. */
  listIds(): Promise<string[]>;
  /** Takes an e-mail address in whatever case; returns the ids of the workspaces whose teammate has it. */
  listIdsByEmail(email: string): Promise<string[]>;
  getAdmin(workspaceId: string, adminId: string): Promise<Admin | undefined>;
  findAdminByEmail(workspaceId: string, email: string): Promise<Admin | undefined>;
  listAdmins(workspaceId: string): Promise<Admin[]>;
  /** Every team, in no order. */
  listTeams(workspaceId: string): Promise<Team[]>;
  /** Takes the hex SHA-256 of a token; returns the token as it is at this moment, or undefined. */
  findToken(workspaceId: string, hash: string): Promise<AccessToken | undefined>;
  /** Writes when a token was used (ms). @throws conflict if it has changed or gone since it was read */
  noteUse(token: AccessToken, at: number): Promise<void>;
  /** Returns everything that `administer` changes, as it is at this moment, or undefined. */
  staffed(workspaceId: string): Promise<Staffed | undefined>;
  /**
   * Writes all of a change or nothing, 100 records at most; every change of who and what runs a workspace goes this way,
   * one at a time. @throws conflict if the workspace's version is not the stored one any more
   */
  administer(change: Administration): Promise<void>;
};
