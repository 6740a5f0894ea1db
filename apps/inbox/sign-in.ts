export type InboxConfig = { issuer: string; client_id: string; websocket: string };

type Discovery = { authorization_endpoint: string; token_endpoint: string };

const TOKEN = 'parley.token';
const PENDING = 'parley.sign-in';

/** Returns the ID token of a teammate who is signed in in this tab. */
export function currentToken(): string | undefined {
  return sessionStorage.getItem(TOKEN) ?? undefined;
}

/** Forgets the token of this tab. */
export function forgetToken(): void {
  sessionStorage.removeItem(TOKEN);
}

/** Sends the browser to the issuer (OpenID Connect, authorization code with PKCE, RFC 7636). The page comes back to `/inbox`. */
export async function beginSignIn(config: InboxConfig, workspace: string): Promise<void> {
  const verifier = random();
  const state = random();
  const challenge = base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  sessionStorage.setItem(PENDING, JSON.stringify({ verifier, state, workspace }));
  const { authorization_endpoint } = await discover(config);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.client_id,
    redirect_uri: redirectUri(),
    scope: 'openid email profile',
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  location.assign(`${authorization_endpoint}?${query}`);
}

/** Called on the way back from the issuer: exchanges the code for a token and puts the workspace back into the address. Returns whether there was anything to finish. */
export async function finishSignIn(config: InboxConfig): Promise<boolean> {
  const query = new URLSearchParams(location.search);
  const code = query.get('code');
  const problem = query.get('error_description') ?? query.get('error');
  if (code === null && problem === null) return false;
  const pending: { verifier?: string; state?: string; workspace?: string } = JSON.parse(
    sessionStorage.getItem(PENDING) ?? '{}',
  );
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, '', `${location.pathname}?workspace=${encodeURIComponent(pending.workspace ?? '')}`);
  if (code === null) throw new Error(problem ?? '');
  if (pending.verifier === undefined || pending.state !== query.get('state')) {
    throw new Error('This sign-in was begun elsewhere. Please sign in again.');
  }
  const { token_endpoint } = await discover(config);
  const answer = await fetch(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.client_id,
      code,
      redirect_uri: redirectUri(),
      code_verifier: pending.verifier,
    }),
  });
  if (!answer.ok) throw new Error('The sign-in service refused the code. Please sign in again.');
  const { id_token }: { id_token: string } = await answer.json();
  sessionStorage.setItem(TOKEN, id_token);
  return true;
}

async function discover({ issuer }: InboxConfig): Promise<Discovery> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!answer.ok) throw new Error('The sign-in service does not answer.');
  return await answer.json();
}

function redirectUri(): string {
  return `${location.origin}/inbox`;
}

function random(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)).buffer);
}

function base64Url(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
