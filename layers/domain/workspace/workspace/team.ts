/** A group of teammates; who belongs to it stands in the teammates (`Admin.teamIds`). */
export type Team = {
  /** A decimal string. */
  id: string;
  workspaceId: string;
  name: string;
  /** In ms. */
  createdAt: number;
};
