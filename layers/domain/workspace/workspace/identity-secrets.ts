import type { Workspace } from './workspace.ts';

/** Takes a workspace and the present instant in ms; returns every secret that proves an identity then. */
export function acceptedIdentitySecrets(
  { identitySecrets, retiredIdentitySecret: retired }: Pick<Workspace, 'identitySecrets' | 'retiredIdentitySecret'>,
  now: number,
): string[] {
  return retired !== null && now < retired.acceptedUntil ? [...identitySecrets, retired.secret] : identitySecrets;
}

/** Takes a workspace, its new identity secret, and until when (ms) the present one stays good; returns it with both. */
export function renewIdentitySecret(workspace: Workspace, secret: string, acceptedUntil: number): Workspace {
  const [present] = workspace.identitySecrets;
  const retired = present === undefined ? null : { secret: present, acceptedUntil };
  return { ...workspace, identitySecrets: [secret], retiredIdentitySecret: retired };
}
