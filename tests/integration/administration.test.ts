import { createHash } from 'node:crypto';
import type { Contract } from '#runtime/contract';
import { connectionStore } from '#store/respond/connections';
import { workspaceStore } from '#store/workspace/workspaces';
import { allContracts } from '../../scripts/openapi/contracts.ts';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { behindTheProduct } from '../support/behind-the-product.ts';
import { refusals, type Things } from '../support/refusals.ts';

jest.setTimeout(120_000);

type Created = { id: string; token: string };
type Logs = { activity_logs: { activity_type: string }[] };

/** Whatever stands for an id in a path, from the things of a workspace. */
function pathOf({ path }: Contract, things: Things, workspaceId: string): string {
  const [, noun = ''] = path.split('/');
  const known: Record<string, string> = {
    contacts: things.contact,
    companies: things.company,
    tags: things.tag,
    admins: things.admin,
    conversations: things.conversation,
    campaigns: things.campaign,
    workspaces: workspaceId,
  };
  return path.replace(/\{external_id\+\}/, things.external).replace(/\{\w+\+?\}/g, known[noun] ?? '1');
}

describe('administration of a running product', () => {
  const { product, control, others, ours, theirs, nothingWritten, ask } = refusals();
  /** Removals that the log knows. */
  let logged = 0;
  let contracts: Contract[];
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;

  beforeAll(async () => {
    const all = await allContracts(process.cwd());
    contracts = all.filter(({ access }) => access === 'staff' || access === 'person');
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
  });
  afterAll(() => behind.close());

  const send = async (bearer: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${product().http}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };

  it('shows no secret and no hash in any answer, and nothing of another workspace', async () => {
    const { id, accessToken, identitySecret } = product().workspace;
    const made = await call<Created>(product(), 'POST', '/access_tokens', { name: 'Scanned' });
    await call(product(), 'POST', `/workspaces/${id}/identity_secret/rotate`, { overlap_hours: 1 });
    const stored = await workspaceStore(behind.table).staffed(id);
    if (stored === undefined) throw new Error('The workspace is gone');
    const { identitySecrets, linkSecret } = stored.workspace;
    const hidden = [
      ...[accessToken, made.token].flatMap((token) => [
        token.split('_').slice(2).join('_'),
        createHash('sha256').update(token).digest('hex'),
      ]),
      ...[identitySecret, ...identitySecrets, linkSecret, ...stored.tokens.map(({ hash }) => hash)],
      ...[others().workspace.id, 'olga@others.example', 'Olga', theirs().contact, theirs().conversation],
    ];

    const answers: string[] = [];
    for (const contract of contracts.filter(({ method }) => method === 'GET')) {
      const query = contract.path === '/admins/activity_logs' ? '?created_at_after=0' : '';
      const { text } = await send(accessToken, 'GET', `${pathOf(contract, ours(), id)}${query}`);
      answers.push(`${contract.operation} ${text}`);
    }

    expect(answers.length).toBeGreaterThan(30);
    const leaks = answers.flatMap((text) =>
      hidden.filter((secret) => text.includes(secret)).map((secret) => [text, secret]),
    );
    expect(leaks).toEqual([]);
  });

  it('writes nothing into another workspace, whatever a body claims', async () => {
    const theirWorkspace = others().workspace.id;
    const ofOthers = async () => {
      await control('POST', '/settle');
      const items = Object.entries(await behind.everything());
      return Object.fromEntries(items.filter(([key]) => key.startsWith(`W#${theirWorkspace}`)));
    };
    const forged = {
      workspace_id: theirWorkspace,
      workspaceId: theirWorkspace,
      app_id: theirWorkspace,
      pk: `W#${theirWorkspace}#WORKSPACE`,
      adminId: others().admins[0]?.id,
      createdBy: others().admins[0]?.id,
    };
    const before = await ofOthers();
    expect(Object.keys(before).length).toBeGreaterThan(5);

    const { token } = await call<Created>(product(), 'POST', '/access_tokens', { name: 'Forger' });
    const writing = contracts.filter(({ method, operation }) => method !== 'GET' && operation !== 'createWorkspace');
    for (const contract of writing) {
      for (const [things, workspaceId] of [
        [ours(), product().workspace.id],
        [theirs(), theirWorkspace],
      ] as const) {
        const body = { ...forged, name: 'Mine', email: 'm@example.com', external_id: 'm', admin_ids: [theirs().admin] };
        await send(token, contract.method, pathOf(contract, things, workspaceId), body);
      }
    }

    expect(await ofOthers()).toEqual(before);
  });

  it('refuses at every staff route who shows no token, whatever other headers say', async () => {
    const headers = {
      authorization: '',
      'x-forwarded-user': 'maya@acme.example',
      'x-amzn-oidc-identity': 'maya@acme.example',
      'x-amzn-oidc-data': 'e30.e30.e30',
      'x-amzn-oidc-accesstoken': product().workspace.accessToken,
      'x-api-key': product().workspace.accessToken,
      'parley-workspace': product().workspace.id,
    };
    await nothingWritten(async () => {
      for (const contract of contracts) {
        const path = pathOf(contract, ours(), product().workspace.id);
        const refused = await ask(contract.method, path, { headers, body: contract.method === 'GET' ? undefined : {} });
        expect([contract.operation, refused.status]).toEqual([contract.operation, 401]);
      }
    });
  });

  it('refuses at every staff route but /me a token without scopes, and writes nothing', async () => {
    const { token } = await call<Created>(product(), 'POST', '/access_tokens', { name: 'Powerless', scopes: [] });
    expect((await send(token, 'GET', '/me')).status).toBe(200);
    const headers = { authorization: `Bearer ${token}` };
    await nothingWritten(async () => {
      for (const contract of contracts.filter(({ operation }) => operation !== 'identifyAdmin')) {
        const path = pathOf(contract, ours(), product().workspace.id);
        const refused = await ask(contract.method, path, { headers, body: contract.method === 'GET' ? undefined : {} });
        expect([contract.operation, refused.status, refused.code]).toEqual([contract.operation, 403, 'forbidden']);
      }
    });
  });

  it('refuses a revoked token on every function at once', async () => {
    const { id, token } = await call<Created>(product(), 'POST', '/access_tokens', { name: 'Short' });
    const paths = ['/me', '/contacts', '/conversations', '/campaigns', '/segments', '/access_tokens'];
    for (const path of paths) expect((await send(token, 'GET', path)).status).toBe(200);

    await send(product().workspace.accessToken, 'DELETE', `/access_tokens/${id}`);

    const answers = await Promise.all(paths.map((path) => send(token, 'GET', path)));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 401));
    expect(answers.every(({ text }) => text.includes('"code":"unauthorized","message":"Access Token Invalid"'))).toBe(
      true,
    );
  });

  it.each([
    ['DynamoDB.Query', 'before'],
    ['DynamoDB.TransactWriteItems', 'before'],
    ['DynamoDB.TransactWriteItems', 'after'],
  ])('removes a teammate whole or not at all when the function is killed at %s, %s it', async (call_, when) => {
    const { id: workspaceId, accessToken } = product().workspace;
    const email = `${when}.${call_.slice(9)}@example.com`;
    const { id } = await call<Created>(product(), 'POST', '/admins', { name: 'Eve', email });
    const connections = connectionStore(behind.table);
    const listener = { workspaceId, kind: 'admin' as const, id };
    await connections.open({ id: `socket-${id}`, listener, connectedAt: 1, expiresAt: 9e12 });
    await control('PUT', '/faults', [{ function: 'workspace', call: call_, when, kind: 'kill' }]);

    await send(accessToken, 'DELETE', `/admins/${id}`);
    expect(await control('GET', '/faults')).toEqual([]);
    const gone = (await workspaceStore(behind.table).getAdmin(workspaceId, id)) === undefined;
    expect(gone).toBe(when === 'after');
    expect((await send(accessToken, 'DELETE', `/admins/${id}`)).status).toBe(gone ? 404 : 200);

    expect(await connections.find(`socket-${id}`)).toBeUndefined();
    expect(await workspaceStore(behind.table).findAdminByEmail(workspaceId, email)).toBeUndefined();
    const { activity_logs } = await call<Logs>(
      product(),
      'GET',
      '/admins/activity_logs?created_at_after=0&per_page=150',
    );
    const removals = activity_logs.filter(({ activity_type }) => activity_type === 'admin_deletion');
    logged += 1;
    expect(removals).toHaveLength(logged);
  });
});
