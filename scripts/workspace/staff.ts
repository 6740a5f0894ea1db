import { EmailAddress, envelopeAddress } from '#domain/kernel/email-address';
import { isFailure } from '#domain/kernel/failure';
import { randomIds } from '#platform/random-ids';
import { workspaceStore } from '#store/workspace/workspaces';
import { createAccessToken } from '#usecases/workspace/access-tokens';
import type { AdministrationPorts } from '#usecases/workspace/administration';
import { grantSender } from '#usecases/workspace/senders';
import { addAdmin } from '#usecases/workspace/teammates';
import { createWorkspace } from '#usecases/workspace/workspace-creation';
import type { Product } from '../walkthrough/product.ts';
import type { Place } from './place.ts';

export type Teammate = { name: string; email: string };

/** Takes what to create and the first teammate, who may sign in; returns where everything is, with both secrets. */
export async function create(
  place: Place,
  { name, timezone, admin }: { name: string; timezone: string | undefined; admin: Teammate },
): Promise<Product> {
  const request = { name, admins: [admin], ...(timezone ? { timezone } : {}) };
  const { workspace, admins, accessToken, identitySecret } = await createWorkspace(ports(place), request);
  await place.signIns.invite(admin.email);
  return {
    http: place.http,
    websocket: place.websocket,
    inbox: inboxOf(place, workspace.id),
    workspace: { id: workspace.id, accessToken, identitySecret },
    admins: admins.map(({ id, email }) => ({ id, email })),
  };
}

/** The API adds teammates too, but only whoever runs Parley lets an address sign in: so it may be known already. */
export async function invite(place: Place, workspaceId: string, teammate: Teammate): Promise<string> {
  const actor = await founderOf(place, workspaceId);
  await addAdmin(ports(place), actor, teammate).catch((error: unknown) => {
    if (!isFailure(error, 'conflict')) throw error;
  });
  await place.signIns.invite(teammate.email);
  return inboxOf(place, workspaceId);
}

/**
 * Takes a workspace whose tokens are lost, and a name; makes a new token with every right, in the name of the first teammate.
 * Whoever can write to the table could do as much, so nobody is asked. Returns the token, which cannot be read again.
 */
export async function issueToken(place: Place, workspaceId: string, name: string): Promise<string> {
  const actor = await founderOf(place, workspaceId);
  return (await createAccessToken(ports(place), actor, { name, scopes: null })).secret;
}

/** Takes a grant, or none; returns the addresses that the workspace may send as. */
export async function senders(
  place: Place,
  workspaceId: string,
  { add, remove }: { add?: string; remove?: string },
): Promise<string[]> {
  const actor = await founderOf(place, workspaceId);
  if (add) return await grantSender(ports(place), actor, { add: sendable(add, place.senderDomains) });
  if (remove) return await grantSender(ports(place), actor, { remove });
  return (await workspaceStore(place.table).get(workspaceId))?.senders ?? [];
}

/** IAM would refuse every mail from elsewhere, long after the grant. */
function sendable(written: string, domains: string[] | undefined): string {
  const address = EmailAddress.parse(written);
  const domain = envelopeAddress(address).split('@').at(-1)?.toLowerCase() ?? '';
  if (domains === undefined || domains.includes(domain)) return address;
  throw new Error(`Mails leave as ${domains.join(', ')} alone. Deploy with -c senderDomains=${domain} first.`);
}

async function founderOf({ table }: Place, workspaceId: string) {
  const workspaces = workspaceStore(table);
  const [workspace, admins] = await Promise.all([workspaces.get(workspaceId), workspaces.listAdmins(workspaceId)]);
  const [first] = admins.toSorted((a, b) => a.createdAt - b.createdAt);
  if (workspace === undefined || first === undefined) throw new Error(`There is no workspace ${workspaceId}`);
  return { kind: 'admin' as const, workspaceId, adminId: first.id };
}

function ports({ table, clock }: Place): AdministrationPorts & { ids: typeof randomIds } & {
  workspaces: ReturnType<typeof workspaceStore>;
} {
  return { workspaces: workspaceStore(table), clock, ids: randomIds };
}

const inboxOf = ({ http }: Place, workspaceId: string) => `${http}/inbox?workspace=${workspaceId}`;
