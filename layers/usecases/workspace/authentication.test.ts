import { stoppedClock } from '#domain/kernel/clock';
import { formatAccessToken } from '#domain/workspace/access/access-token';
import type { IdentityVerifier } from '#domain/workspace/access/identity-verifier';
import { formatSessionToken } from '#domain/workspace/access/session-token';
import { sha256 } from '#domain/workspace/access/sha256';
import { anAccessToken, anAdmin, aWorkspace, FOUNDED_AT } from '#domain/workspace/workspace/testing';
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
  const who = authentication({ ...stores, identities: issuer, clock });
  const staffed = async () => {
    const found = await stores.workspaces.staffed('acmeacme');
    if (found === undefined) throw new Error('no workspace');
    return found;
  };
  /** Takes the token away, as any other instance may. */
  const revoke = async () => {
    const { workspace, tokens } = await staffed();
    await stores.workspaces.administer({ workspace, tokens: { remove: tokens }, activities: [] });
  };
  return { who, stores, clock, staffed, revoke };
}

describe('authentication of staff', () => {
  it('knows an access token and acts with the rights of the admin who made it', async () => {
    const { who } = await aDoor();

    expect(await who.staff({ token: TOKEN })).toEqual({
      kind: 'token',
      workspaceId: 'acmeacme',
      adminId: '101',
      tokenId: '201',
      scopes: null,
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

  it('refuses a revoked token at once', async () => {
    const { who, revoke } = await aDoor();
    await who.staff({ token: TOKEN });

    await revoke();

    await expect(who.staff({ token: TOKEN })).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('recalls for a minute whom it found, by the very same credentials', async () => {
    const { who, clock } = await aDoor();
    expect(await who.recall?.({ token: TOKEN })).toBeUndefined();
    const actor = await who.staff({ token: TOKEN });

    expect(await who.recall?.({ token: TOKEN })).toEqual(actor);
    expect(await who.recall?.({ token: TOKEN, workspaceId: 'othersws' })).toBeUndefined();
    expect(await who.recall?.(undefined)).toBeUndefined();
    clock.advance(60_000);
    expect(await who.recall?.({ token: TOKEN })).toBeUndefined();
  });

  it('notes the use of a token once an hour', async () => {
    const { who, clock, staffed } = await aDoor();
    const use = async () => {
      await who.staff({ token: TOKEN });
      await who.settled?.();
      const [token] = (await staffed()).tokens;
      return [token?.lastUsedAt, token?.version];
    };

    expect(await use()).toEqual([FOUNDED_AT, 2]);
    clock.advance(3_599_999);
    expect(await use()).toEqual([FOUNDED_AT, 2]);
    clock.advance(1);
    expect(await use()).toEqual([FOUNDED_AT + 3_600_000, 3]);
  });

  it('lets in who uses a token while its use cannot be noted', async () => {
    const { stores, clock } = await aDoor();
    const noteUse = async () => {
      throw new Error('the table is down');
    };
    const who = authentication({ ...stores, workspaces: { ...stores.workspaces, noteUse }, clock });

    expect(await who.staff({ token: TOKEN })).toMatchObject({ tokenId: '201' });
    expect(await who.settled?.()).toBeUndefined();
  });

  it('knows who is signed in without a workspace', async () => {
    const { who } = await aDoor();

    expect(await who.person({ token: JWT })).toEqual({ kind: 'person', email: 'Ada@Example.com' });
    expect(await who.person({ token: TOKEN })).toMatchObject({ kind: 'token', workspaceId: 'acmeacme' });
    await expect(who.person({ token: 'a.b.c' })).rejects.toMatchObject(UNAUTHORIZED);
    await expect(who.person(undefined)).rejects.toMatchObject(UNAUTHORIZED);
  });

  it('knows a teammate by the verified address of a sign-in', async () => {
    const { who } = await aDoor();

    expect(await who.staff({ token: JWT, workspaceId: 'acmeacme' })).toEqual({
      kind: 'admin',
      workspaceId: 'acmeacme',
      adminId: '101',
    });
  });

  it('refuses a teammate who is removed at once', async () => {
    const { who, stores, staffed } = await aDoor();
    await who.staff({ token: JWT, workspaceId: 'acmeacme' });
    const { workspace, admins } = await staffed();

    await stores.workspaces.administer({ workspace, admins: { remove: admins }, activities: [] });

    await expect(who.staff({ token: JWT, workspaceId: 'acmeacme' })).rejects.toMatchObject({ code: 'forbidden' });
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
