import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Clock } from '#domain/kernel/clock';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import { randomIds } from '#platform/random-ids';
import { seedWorkspace } from '../scripts/seed.ts';
import type { Ready } from './ready.ts';

export type SeededWorkspace = Pick<Ready, 'workspace' | 'admins'>;

/**
 * Returns the workspace that this runtime shows, with its secrets. Creates it in an empty table; with data
 * kept from an earlier run, takes it from `file`, because neither secret can be read again from the table.
 */
export async function ensureWorkspace(
  ports: { workspaces: WorkspaceStore; clock: Clock },
  file: string | undefined,
): Promise<{ seeded: SeededWorkspace; fresh: boolean }> {
  if (file && existsSync(file)) return { seeded: JSON.parse(readFileSync(file, 'utf8')), fresh: false };
  const { workspace, admins, accessToken, identitySecret } = await seedWorkspace({ ...ports, ids: randomIds });
  const seeded = {
    workspace: { id: workspace.id, accessToken, identitySecret },
    admins: admins.map(({ id, email }) => ({ id, email })),
  };
  if (file) writeFileSync(file, JSON.stringify(seeded));
  return { seeded, fresh: true };
}
