const SESSION_FORM = /^ses_([a-z0-9]{8,16})_([A-Za-z0-9_-]{43})$/;

/** Takes a workspace id and a secret of 256 bits in base64url; returns the messenger session token to hand out once. */
export function formatSessionToken(workspaceId: string, secret: string): string {
  return `ses_${workspaceId}_${secret}`;
}

/** Takes any string; returns the workspace id that a well-formed session token names, else undefined. */
export function workspaceOfSession(token: string): string | undefined {
  return SESSION_FORM.exec(token)?.[1];
}
