import type { Contract } from '#runtime/contract';
import { staffContracts } from '../support/contracts.ts';
import { refusals } from '../support/refusals.ts';
import { kindsIn, pathFor, type Ready, requestFor } from '../support/requests.ts';
import { everyThing, type Ids, NOBODY, type World } from '../support/things.ts';

jest.setTimeout(300_000);

const UNAUTHORIZED =
  '{"type":"error.list","request_id":"ID","errors":[{"code":"unauthorized","message":"Access Token Invalid"}]}';
/** As they stand in a path: a space, names of prototypes, other paths, NUL, what is invisible, no UTF-8, longer than any key. */
const HOSTILE = [
  ...['%20', '__proto__', '..%2F..%2Fadmins', '%00', 'a%E2%80%8B%E2%80%AE', '%E0%A4%A', '%7B%22%24ne%22%3Anull%7D'],
  ...['[]', "1'%20OR%20'1'='1", 'W%23x', '-1', '1e3', '9'.repeat(2_100)],
];
/** Answers everything about an id that is not one of this workspace's. */
const STRANGE = [400, 404, 422];
/** A search for what is not there finds nothing, and a draft may refer to a segment to come; neither shows anything. */
const MAY_NAME_NOBODY = new Set(['searchContacts', 'createCampaign', 'updateCampaign']);
/** The same in every workspace, or naming in each whom it names there. */
const OF_NO_WORKSPACE = ['subscriptions', 'find_by_external_id'];
/** Who has no token is counted by address: a hundred requests in ten seconds. */
const OF_ONE_ADDRESS = 90;

/** What was asked, and what was answered in place of what must be. */
type Wrong = [route: string, asked: unknown, answered: unknown];

const contracts = staffContracts();
const withIds = contracts.filter((contract) => kindsIn(contract).length > 0);
const withBody = contracts.filter(({ body }) => body !== undefined);
const named = ({ method, path }: Contract) => `${method} ${path}`;

describe('every staff route', () => {
  const { product, ask, control, nothingWritten, others, behind } = refusals();
  const worlds: { ours?: World; theirs?: World } = {};
  const world = (whose: 'ours' | 'theirs'): World => {
    const known = worlds[whose];
    if (known === undefined) throw new Error('The workspaces are filled by beforeAll');
    return known;
  };
  const ids = (whose: 'ours' | 'theirs'): Ids => world(whose).ids;

  beforeAll(async () => {
    worlds.ours = await everyThing(product());
    worlds.theirs = await everyThing(others());
  }, 60_000);

  it('is closed to whoever has no token, whatever other headers say', async () => {
    const { id, accessToken } = product().workspace;
    const admin = product().admins[0]?.email ?? '';
    const strangers: Record<string, string>[] = [
      { authorization: '' },
      { authorization: `Bearer ${accessToken.slice(0, -1)}` },
      { authorization: `Bearer ${accessToken}, Bearer ${accessToken}` },
      { authorization: `Bearer ${await session()}` },
      {
        ...{ authorization: '', 'x-forwarded-user': admin, 'x-amzn-oidc-identity': admin, 'x-api-key': accessToken },
        ...{ 'x-amzn-oidc-data': `e30.${btoa(JSON.stringify({ email: admin }))}.e30`, 'parley-workspace': id },
        'x-amzn-request-context': JSON.stringify({ authorizer: { workspaceId: id, adminId: '1' } }),
      },
    ];
    let asked = 0;

    const wrong = await askEverywhere(contracts, async ({ method }, { path, body }) => {
      const found: [unknown, unknown][] = [];
      for (const headers of strangers) {
        if (asked++ % OF_ONE_ADDRESS === 0) await control('PUT', '/clock', { advance: '10s' });
        const { text } = await ask(method, path, { headers, body });
        if (text !== UNAUTHORIZED) found.push([headers, text]);
      }
      return found;
    });

    expect(wrong).toEqual([]);
  });

  it('answers 404 to what is of another workspace', async () => {
    const wrong = await askEverywhere(withIds, async (contract, { ids: ours, query, headers, body }) => {
      const found: [unknown, unknown][] = [];
      for (const foreign of partsOf(kindsIn(contract))) {
        if (foreign.every((kind) => OF_NO_WORKSPACE.slice(0, 1).includes(kind))) continue;
        const mixed = { ...ours, ...Object.fromEntries(foreign.map((kind) => [kind, ids('theirs')[kind] ?? NOBODY])) };
        const { status } = await ask(contract.method, pathFor(contract, mixed, query), { headers, body });
        if (status !== 404) found.push([foreign, status]);
      }
      return found;
    });

    expect(wrong).toEqual([]);
  });

  it('answers 404 to ids made to break out', async () => {
    const wrong = await askEverywhere(withIds, async (contract, { ids: ours, query, headers, body }) => {
      const found: [unknown, unknown][] = [];
      for (const kind of kindsIn(contract)) {
        for (const hostile of HOSTILE) {
          const path = pathFor(contract, { ...ours, [kind]: 'HERE' }, query).replace('HERE', hostile);
          const { status } = await ask(contract.method, path, { headers, body });
          if (status !== 404) found.push([path, status]);
        }
      }
      return found;
    });

    expect(wrong).toEqual([]);
  });

  it('takes no id of another workspace in its body', async () => {
    const theirs = new Map(Object.entries(ids('ours')).map(([kind, id]) => [id, ids('theirs')[kind] ?? NOBODY]));
    for (const kind of OF_NO_WORKSPACE) theirs.delete(ids('ours')[kind] ?? '');
    const naming = (text: string) => [...theirs].filter(([id]) => text.includes(`"${id}"`) || text.includes(`:${id}`));
    const foreign = async (contract: Contract, { path, headers, body = {} }: Ready) => {
      const found: [unknown, unknown][] = [];
      const text = JSON.stringify(body);
      for (const [ours, other] of naming(text)) {
        const sent = text.replaceAll(ours, other);
        const { status } = await send(contract.method, path, headers, sent);
        const expected = MAY_NAME_NOBODY.has(contract.operation) ? [200] : STRANGE;
        if (!expected.includes(status)) found.push([sent, status]);
      }
      return found;
    };
    const drafts = withBody.filter(({ operation }) => operation.endsWith('Campaign'));
    const before = await itemsOf(others().workspace.id);

    expect(
      await askEverywhere(
        withBody.filter((contract) => !drafts.includes(contract)),
        foreign,
      ),
    ).toEqual([]);
    for (const draft of drafts) expect(await foreign(draft, await requestFor(draft, world('ours')))).toEqual([]);
    expect(await itemsOf(others().workspace.id)).toEqual(before);
  });

  it('is moved to no other workspace by its body', async () => {
    const { id } = others().workspace;
    const { admins: stranger } = ids('theirs');
    const injected = {
      ...{ workspaceId: id, workspace_id: id, app_id: id, account_id: id, pk: `W#${id}`, actor: { workspaceId: id } },
      ...{ created_by: stranger, createdBy: stranger, adminId: stranger, version: 99, kind: 'admin' },
    };
    const before = await itemsOf(id);

    const wrong: Wrong[] = [];
    for (const contract of withBody) {
      const { path, headers, body = {} } = await requestFor(contract, world('ours'));
      const sent = JSON.stringify({ ...injected, ...body, ...injected });
      const { status, text } = await send(contract.method, path, headers, sent);
      if (status >= 500 || text.includes(id) || text.includes(stranger ?? id))
        wrong.push([named(contract), sent, text]);
    }

    expect(wrong).toEqual([]);
    expect(await itemsOf(id)).toEqual(before);
  });

  it('takes no key of a prototype', async () => {
    const keys = ['"__proto__":{"workspaceId":"x"}', '"constructor":{"prototype":{"workspaceId":"x"}}'];
    const wrong = await askEverywhere(withBody, async ({ method }, { path, headers, body = {} }) => {
      const found: [unknown, unknown][] = [];
      const rest = JSON.stringify(body).slice(1);
      for (const key of keys) {
        const sent = rest === '}' ? `{${key}}` : `{${key},${rest}`;
        const { status, code } = await ask(method, path, { headers, body: sent });
        if (status !== 400 || code !== 'bad_request') found.push([sent, code]);
      }
      return found;
    });

    expect(wrong).toEqual([]);
  });

  /** Prepares a request of every operation, then lets each be asked; nothing is written meanwhile. Returns what was wrong. */
  async function askEverywhere(
    which: Contract[],
    probe: (contract: Contract, request: Ready) => Promise<[unknown, unknown][]>,
  ): Promise<Wrong[]> {
    const requests: [Contract, Ready][] = [];
    for (const contract of which) requests.push([contract, await requestFor(contract, world('ours'))]);
    const wrong: Wrong[] = [];
    await nothingWritten(async () => {
      for (const [contract, request] of requests) {
        const found = await probe(contract, request);
        wrong.push(...found.map(([asked, answered]): Wrong => [named(contract), asked, answered]));
      }
    });
    return wrong;
  }

  async function send(method: string, path: string, headers: Record<string, string>, body: string) {
    const authorization = `Bearer ${product().workspace.accessToken}`;
    const answer = await fetch(`${product().http}${path}`, { method, headers: { ...headers, authorization }, body });
    return { status: answer.status, text: await answer.text() };
  }

  async function session(): Promise<string> {
    const body = JSON.stringify({ app_id: product().workspace.id });
    const answer = await fetch(`${product().http}/messenger/sessions`, { method: 'POST', body });
    return ((await answer.json()) as { token: string }).token;
  }

  async function itemsOf(workspaceId: string): Promise<[string, unknown][]> {
    await control('POST', '/settle');
    return Object.entries(await behind().everything()).filter(([key]) => key.includes(workspaceId));
  }
});

/** Takes what a path names; returns every choice of at least one of them. */
function partsOf(kinds: string[]): string[][] {
  let parts: string[][] = [];
  for (const kind of kinds) parts = [...parts, [kind], ...parts.map((part) => [...part, kind])];
  return parts;
}
