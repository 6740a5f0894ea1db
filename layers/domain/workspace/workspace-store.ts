import type { AccessToken } from '../access/access-token.ts';
import type { Team } from './team.ts';
import type { Admin, Workspace } from './workspace.ts';

export type WorkspaceStore = {
  /** Writes a new workspace with its first admins, tokens and teams in one transaction. @throws conflict if the id is taken. */
  create(workspace: Workspace, admins: Admin[], tokens: AccessToken[], teams?: Team[]): Promise<void>;
  /** Returns the workspace or undefined. */
  get(workspaceId: string): Promise<Workspace | undefined>;
  /** Returns the ids of every workspace: the tick visits each. */
  listIds(): Promise<string[]>;
  getAdmin(workspaceId: string, adminId: string): Promise<Admin | undefined>;
  findAdminByEmail(workspaceId: string, email: string): Promise<Admin | undefined>;
  listAdmins(workspaceId: string): Promise<Admin[]>;
  /** Replaces a teammate. @throws conflict if there is none of that id */
  updateAdmin(admin: Admin): Promise<void>;
  /** Every team, in no order. */
  listTeams(workspaceId: string): Promise<Team[]>;
  /** Takes the hex SHA-256 of a token; returns the token or undefined. */
  findToken(workspaceId: string, hash: string): Promise<AccessToken | undefined>;
};
