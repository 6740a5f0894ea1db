import { randomIds } from '#platform/random-ids';
import { workspaceStore } from '#store/workspace/workspaces';
import { createWorkspace } from '#usecases/workspace/workspace-creation';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { openMessenger } from '../../scripts/walkthrough/conversation.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import { behindTheProduct } from './behind-the-product.ts';
import { runningProduct } from './running-product.ts';

export type Refusal = {
  status: number;
  code: string;
  message: string;
  field: string | undefined;
  /** The body to the letter, its request id replaced by `ID`. */
  text: string;
};
type Sent = { headers?: Record<string, string>; body?: unknown };
/** One workspace's things by what they are. */
export type Things = Record<'contact' | 'external' | 'conversation' | 'campaign' | 'admin' | 'tag' | 'company', string>;

/** A running product with two workspaces of the same contents, and a way to ask what must be refused. */
export function refusals() {
  const running = runningProduct();
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  let others: Product;
  const things: { ours?: Things; theirs?: Things } = {};

  beforeAll(async () => {
    behind = await behindTheProduct((await running.control<{ aws: string }>('GET', '')).aws);
    const clock = { now: () => Date.now() };
    const created = await createWorkspace(
      { workspaces: workspaceStore(behind.table), clock, ids: randomIds },
      { name: 'Others', admins: [{ name: 'Olga', email: 'olga@others.example' }] },
    );
    const { workspace, accessToken, identitySecret, admins } = created;
    others = { ...running.product(), workspace: { id: workspace.id, accessToken, identitySecret }, admins };
    things.ours = await fill(running.product());
    things.theirs = await fill(others);
    await running.control('POST', '/settle');
  }, 60_000);
  afterAll(() => behind.close());

  /** Sends a request that must be refused; returns how it was, which is Intercom's `error.list` with the request's id. */
  async function ask(method: string, path: string, { headers = {}, body }: Sent = {}): Promise<Refusal> {
    const response = await fetch(`${running.product().http}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${running.product().workspace.accessToken}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status } = response;
    expect([status, text]).toEqual([status, expect.stringMatching(/^\{"type":"error\.list"/)]);
    const list = JSON.parse(text) as {
      request_id: string;
      errors: { code: string; message: string; field?: string }[];
    };
    const [first] = list.errors;
    expect(list).toEqual({
      type: 'error.list',
      request_id: response.headers.get('x-request-id'),
      errors: expect.arrayContaining([
        expect.objectContaining({ code: expect.any(String), message: expect.any(String) }),
      ]),
    });
    return {
      status,
      code: first?.code ?? '',
      message: first?.message ?? '',
      field: first?.field,
      text: text.replace(list.request_id, 'ID'),
    };
  }

  /** Every item of the table is afterwards as it was before. */
  async function nothingWritten<T>(work: () => Promise<T>): Promise<T> {
    await running.control('POST', '/settle');
    const before = await behind.everything();
    const result = await work();
    await running.control('POST', '/settle');
    expect(await behind.everything()).toEqual(before);
    return result;
  }

  return {
    ...running,
    ask,
    nothingWritten,
    /** What no API shows. */
    behind: () => behind,
    /** Asks, and nothing is written. */
    refusal: (method: string, path: string, sent: Sent = {}) => nothingWritten(() => ask(method, path, sent)),
    /** The path with the ids of one workspace's things in place of `:contact` and the like; ours unless told otherwise. */
    filled: (path: string, of = known(things.ours)) =>
      path.replace(/:(\w+)/g, (_, name: keyof Things) => encodeURIComponent(of[name])),
    others: () => others,
    ours: () => known(things.ours),
    theirs: () => known(things.theirs),
  };
}

function known(things: Things | undefined): Things {
  if (things === undefined) throw new Error('The workspaces are filled by beforeAll');
  return things;
}

async function fill(product: Product): Promise<Things> {
  const external = 'user-1';
  const post = (path: string, body: unknown) => call<{ id: string }>(product, 'POST', path, body);
  const contact = await post('/contacts', { external_id: external, email: 'one@example.com', name: 'One' });
  const messenger = await openMessenger(product, { externalId: external });
  const campaign = await post('/campaigns', {
    name: 'Mine',
    audience: { attribute: 'plan', op: 'eq', value: 'nobody has it' },
    messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
  });
  return {
    contact: contact.id,
    external,
    conversation: await messenger.write('Hello?'),
    campaign: campaign.id,
    admin: product.admins[0]?.id ?? '',
    tag: (await post('/tags', { name: 'Mine' })).id,
    company: (await post('/companies', { company_id: 'acme', name: 'Acme' })).id,
  };
}
