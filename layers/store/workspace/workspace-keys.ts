import { addressKey } from '#domain/kernel/email-address';
import { accessPattern } from '../table/access-pattern.ts';
import { encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

/** The tick and the local clock visit every workspace. Not under a workspace: it lists them. */
export const workspaceRegistryKey = accessPattern(
  { entity: 'workspace', serves: 'entry of the registry of workspaces' },
  (at: InWorkspace) => one('WORKSPACES', text(at.workspaceId)),
);
export const workspaceRegistry = accessPattern(
  { entity: 'workspace', serves: 'tick: which workspaces there are' },
  (_: unknown) => all('WORKSPACES'),
);
export const workspaceKey = accessPattern(
  { entity: 'workspace', serves: 'settings, secrets and zone of a workspace, for every request and worker' },
  (at: InWorkspace) => one(workspacePartition(at), 'WORKSPACE'),
);
export const adminKey = accessPattern(
  { entity: 'admin', serves: 'GET /admins/{id}; the author of a reply' },
  (at: InWorkspace & { adminId: string }) => one(`${workspacePartition(at)}#ADMINS`, `ADMIN#${text(at.adminId)}`),
);
export const admins = accessPattern(
  { entity: 'admin', serves: 'GET /admins (a page holds them all)' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#ADMINS`, 'ADMIN#'),
);
/** Under the address, not under a workspace: whoever signs in finds theirs by it. Hence addresses are compared in lower case. */
export const membershipKey = accessPattern(
  { entity: 'membership', serves: 'sign-in of a teammate by e-mail' },
  (at: InWorkspace & { email: string }) => one(ofAddress(at.email), `WORKSPACE#${text(at.workspaceId)}`),
);
export const memberships = accessPattern(
  { entity: 'membership', serves: 'GET /workspaces: where the holder of an e-mail address is a teammate' },
  (at: { email: string }) => all(ofAddress(at.email), 'WORKSPACE#'),
);
export const teamKey = accessPattern(
  { entity: 'team', serves: 'a team of the workspace' },
  (at: InWorkspace & { teamId: string }) => one(`${workspacePartition(at)}#TEAMS`, `TEAM#${text(at.teamId)}`),
);
export const teams = accessPattern(
  { entity: 'team', serves: 'GET /teams and /teams/{id} (a page holds them all)' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#TEAMS`, 'TEAM#'),
);
export const tokenKey = accessPattern(
  { entity: 'token', serves: 'authentication of every API request, by SHA-256 of the token' },
  (at: InWorkspace & { hash: string }) => one(`${workspacePartition(at)}#TOKENS`, `TOKEN#${text(at.hash)}`),
);
export const tokens = accessPattern(
  { entity: 'token', serves: 'GET /access_tokens; those of a teammate who is removed (a page holds them all)' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#TOKENS`, 'TOKEN#'),
);
export const rateKey = accessPattern(
  { entity: 'rate', serves: 'rate limit: the counter of one 10 s window' },
  (at: InWorkspace & { window: number }) => one(`${workspacePartition(at)}#RATE#${encodeInstant(at.window)}`, 'RATE'),
);
/** Who has not said which workspace is meant has a partition beside them all; the hash tells whose it is. */
export const keptAnswerKey = accessPattern(
  { entity: 'kept-answer', serves: 'a POST that is repeated with its Idempotency-Key' },
  ({ workspaceId, hash }: { workspaceId: string | undefined; hash: string }) =>
    one(`${workspaceId === undefined ? 'PERSON' : workspacePartition({ workspaceId })}#ANSWER#${text(hash)}`, 'ANSWER'),
);

const ofAddress = (email: string) => `TEAMMATE#${text(addressKey(email))}`;
