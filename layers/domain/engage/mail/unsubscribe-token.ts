import { createHmac, timingSafeEqual } from 'node:crypto';

/** Whose mails are to stop, and which mail carried the link. */
export type UnsubscribeSubject = { workspaceId: string; contactId: string; deliveryId: string };

const TOKEN_FORM = /^([a-z0-9]{8,16})\.([0-9a-f]{24})\.([0-9a-f]{32})\.([A-Za-z0-9_-]{43})$/;

/** Takes a subject and the workspace's link secret; returns the stateless token of its unsubscribe link. */
export function signUnsubscribeToken(subject: UnsubscribeSubject, linkSecret: string): string {
  const payload = payloadOf(subject);
  return `${payload}.${mac(payload, linkSecret).toString('base64url')}`;
}

/** Takes any text; returns whom a well-formed token names, not yet proven, else undefined. */
export function readUnsubscribeToken(token: string): UnsubscribeSubject | undefined {
  const [, workspaceId, contactId, deliveryId] = TOKEN_FORM.exec(token) ?? [];
  if (workspaceId === undefined || contactId === undefined || deliveryId === undefined) return undefined;
  return { workspaceId, contactId, deliveryId };
}

/** Takes a well-formed token and the workspace's link secret; returns whether that secret made it. In constant time. */
export function isAuthenticUnsubscribeToken(token: string, linkSecret: string): boolean {
  const subject = readUnsubscribeToken(token);
  if (subject === undefined) return false;
  const claimed = Buffer.from(token.slice(token.lastIndexOf('.') + 1), 'base64url');
  const expected = mac(payloadOf(subject), linkSecret);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}

function payloadOf({ workspaceId, contactId, deliveryId }: UnsubscribeSubject): string {
  return `${workspaceId}.${contactId}.${deliveryId}`;
}

function mac(payload: string, linkSecret: string): Buffer {
  return createHmac('sha256', linkSecret).update(payload).digest();
}
