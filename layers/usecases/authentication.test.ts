import { formatAccessToken } from '#domain/access/access-token';
import type { IdentityVerifier } from '#domain/access/identity-verifier';
import { formatSessionToken } from '#domain/access/session-token';
import { sha256 } from '#domain/access/sha256';
import { stoppedClock } from '#domain/clock/clock';
import { anAccessToken, anAdmin, aWorkspace, FOUNDED_AT } from '#domain/workspace/testing';
import { memoryStores } from '#store/memory';
import { authentication } from './authentication.ts';

const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';
const TOKEN = formatAccessToken('acmeacme', SECRET);
const SESSION = formatSessionToken('acmeacme', SECRET);
const JWT = 'header.payload.signature';

const issuer: IdentityVerifier = { verify: async (jwt) => (jwt === JWT ? { email: 'Ada@Example.com' } : undefined) };
const UNAUTHORIZED = { code: 'unauthorized', message: 'Access Token Invalid' };

async function aDoor() {
  const stores = memoryStores();
  const token = anAccessToken({ hash: await sha256(TOKEN) });
  await stores.workspaces.create(aWorkspace(), [anAdmin()], [token]);
  await stores.workspaces.create(
    aWorkspace({ id: 'othersws' }),
    [anAdmin({ workspaceId: 'othersws', email: 'b@example.com' })],
    [],
  );
  const clock = stoppedClock(FOUNDED_AT);
  let reads = 0;
  const workspaces = {
    findAdminByEmail: stores.workspaces.findAdminByEmail,
    findToken: (workspaceId: string, hash: string) => {
      reads += 1;
      return stores.workspaces.findToken(workspaceId, hash);
    },
  };
  const who = authentication({ workspaces, connections: stores.connections, identities: issuer, clock });
  return { who, stores, clock, reads: () => reads };
}

describe('authentication of staff', () => {
  it('knows an access token and acts with the rights of the admin who made it', async () => {
    const { who } = await aDoor();

    expect(await who.staff({ token: TOKEN })).toEqual({
      kind: 'token',
      workspaceId: 'acmeacme',
      adminId: '101',
      tokenId: '201',
    });
  });

  it.each([
    ['nothing', undefined],
    ['an empty token', { token: '' }],
    ['another secret', { token: `${TOKEN.slice(0, -1)}z` }],
    ['the token of another workspace', { token: TOKEN.replace('acmeacme', 'othersws') }],
    ['the stored hash', { token: 'ply_acmeacme_hash' }],
    ['a messenger session', { token: SESSION }],
    ['a JWT of somebody else', { token: 'a.b.c', workspaceId: 'acmeacme' }],
  ])('refuses %s in the recorded words', async (_, credentials) => {
    const { who } = await aDoor();

    await expect(who.staff(credentials)).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('believes a verified token for a minute and then asks again', async () => {
    const { who, clock, reads } = await aDoor();
    await who.staff({ token: TOKEN });
    clock.advance(59_999);
    await who.staff({ token: TOKEN });
    expect(reads()).toBe(1);

    clock.advance(1);
    await who.staff({ token: TOKEN });

    expect(reads()).toBe(2);
  });

  it('knows a teammate by the verified address of a sign-in', async () => {
    const { who } = await aDoor();

    expect(await who.staff({ token: JWT, workspaceId: 'acmeacme' })).toEqual({
      kind: 'admin',
      workspaceId: 'acmeacme',
      adminId: '101',
    });
  });

  it('answers alike for a workspace of others and one that does not exist, also right after an own one', async () => {
    const { who } = await aDoor();
    await who.staff({ token: JWT, workspaceId: 'acmeacme' });

    for (const workspaceId of ['othersws', 'nowhere0']) {
      await expect(who.staff({ token: JWT, workspaceId })).rejects.toMatchObject({
        code: 'forbidden',
        message: 'You are not a teammate of this workspace',
      });
    }
  });

  it('asks a teammate to name the workspace', async () => {
    const { who } = await aDoor();

    await expect(who.staff({ token: JWT })).rejects.toMatchObject({
      code: 'bad_request',
      details: { field: 'Parley-Workspace' },
    });
  });
});

describe('authentication of contacts', () => {
  const aSession = async (expiresAt: number) => ({
    id: 's1',
    hash: await sha256(SESSION),
    workspaceId: 'acmeacme',
    contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
    verified: true,
    createdAt: FOUNDED_AT,
    expiresAt,
  });

  it('knows the contact of a session until it expires', async () => {
    const { who, stores, clock } = await aDoor();
    await stores.connections.createSession(await aSession(FOUNDED_AT + 1_000));

    expect(await who.contact({ token: SESSION })).toEqual({
      kind: 'contact',
      workspaceId: 'acmeacme',
      contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
      sessionId: 's1',
    });
    clock.advance(1_000);
    await expect(who.contact({ token: SESSION })).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('forgets a session as soon as it is revoked', async () => {
    const { who, stores } = await aDoor();
    const session = await aSession(FOUNDED_AT + 1_000);
    await stores.connections.createSession(session);
    await who.contact({ token: SESSION });

    await stores.connections.revokeSession(session);

    await expect(who.contact({ token: SESSION })).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('refuses an access token', async () => {
    const { who } = await aDoor();

    await expect(who.contact({ token: TOKEN })).rejects.toMatchObject(UNAUTHORIZED);
  });
});
