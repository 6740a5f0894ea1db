/** What an access token may be allowed to do. The list is closed; every staff route needs one of them (docs/glossary.md). */
export const SCOPES = [
  'read_people',
  'write_people',
  'read_events',
  'write_events',
  'read_conversations',
  'write_conversations',
  'read_campaigns',
  'write_campaigns',
  'read_admins',
  'write_admins',
  'read_webhooks',
  'write_webhooks',
  'read_workspace',
  'write_workspace',
  'import_data',
  'export_data',
] as const;

export type Scope = (typeof SCOPES)[number];

/** The scopes of a caller; null is full access, what later versions add included. */
export type Granted = readonly Scope[] | null;

/** What a route asks for: a scope, what only full access may do, or nothing but a caller who is known. */
export type Requirement = Scope | 'full access' | 'none';

/** Takes what a caller has and what a route asks for; returns whether the caller may. */
export function permits(granted: Granted, required: Requirement): boolean {
  if (granted === null || required === 'none') return true;
  return required !== 'full access' && granted.includes(required);
}

/** Takes what a caller has and what it wants to hand out; returns whether that is no more than its own. */
export function coversAll(granted: Granted, wanted: Granted): boolean {
  if (granted === null) return true;
  return wanted?.every((scope) => granted.includes(scope)) ?? false;
}
