import { IntercomClient } from 'intercom-client';
import { runningProduct } from './running-product.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

export type Webhook = { id: string; secret: string; state: string; suspended_for: string | null; url: string };
export type LoggedDelivery = {
  id: string;
  state: string;
  topic: string;
  dead_for: string | null;
  attempts: number;
  next_attempt_at: number | null;
  notification_id: string;
  log: { at: number; status: number | null; error: string | null }[];
};

/** A product of its own for one suite, and an endpoint that is told by its webhooks; every test begins without any. */
export function webhookDesk() {
  const { product, local, control, now } = runningProduct();
  const receiver = new WebhookReceiver();
  let people = 0;

  beforeAll(() => receiver.start());
  afterAll(() => receiver.stop());
  beforeEach(() => receiver.reset());
  afterEach(async () => {
    const { data } = await ask<{ data: Webhook[] }>('GET', '/webhooks');
    for (const { id } of data) await ask('DELETE', `/webhooks/${id}`);
  });

  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    local().fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

  async function ask<T>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
    const answer = await send(method, path, body, headers);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  const sdk = () =>
    new IntercomClient({ token: product().workspace.accessToken, environment: product().http, maxRetries: 0 });

  return {
    product,
    receiver,
    now,
    ask,
    sdk,
    settle: () => control('POST', '/settle'),
    advance: (duration: string) => control('PUT', '/clock', { advance: duration }),
    refused: async (method: string, path: string, body?: unknown) => {
      const answer = await send(method, path, body);
      const { errors } = (await answer.json()) as { errors: { code: string }[] };
      return { status: answer.status, code: errors[0]?.code ?? '' };
    },
    /** Has the endpoint told of these topics, as the API version shows their items. */
    listen: (topics: readonly string[], version = '2.15') =>
      ask<Webhook>('POST', '/webhooks', { url: receiver.url, topics }, { 'Intercom-Version': version }),
    log: async ({ id }: Webhook) => (await ask<{ data: LoggedDelivery[] }>('GET', `/webhooks/${id}/deliveries`)).data,
    newUser: async (): Promise<string> => {
      people += 1;
      const names = { external_id: `hooked-${people}`, email: `hooked-${people}@example.com` };
      return (await sdk().contacts.create(names)).id ?? '';
    },
    unique: () => crypto.randomUUID(),
  };
}
