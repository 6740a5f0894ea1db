import type { Product } from './product.ts';

/** "Signed up 7 days ago and has not invited a teammate". */
export const AUDIENCE = {
  all: [
    { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' },
    { event: 'invited-teammate', count: { op: 'eq', value: 0 } },
  ],
};

/** Calls an operation of Parley's own; returns its body. @throws with status and body when it is refused. */
export async function call<T>(product: Product, method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${product.http}${path}`, {
    method,
    headers: { authorization: `Bearer ${product.workspace.accessToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Step 2: product ops creates a campaign and starts it; returns it. */
export async function startCampaign(product: Product): Promise<{ id: string; state: string }> {
  const draft = await call<{ id: string; state: string }>(product, 'POST', '/campaigns', {
    name: 'Invite a teammate',
    audience: AUDIENCE,
    messages: [
      {
        channel: 'email',
        subject: 'Better together, {{ name | default: "friend" }}',
        body: '<p>Hi {{ name }},</p><p>You have been on the {{ plan | default: "free" }} plan for a week. Invite a teammate!</p>',
      },
    ],
  });
  // In a new workspace nobody has invited a teammate yet, which the start would take for a misspelt event.
  return call(product, 'POST', `/campaigns/${draft.id}/start`, { ignore_warnings: true });
}
