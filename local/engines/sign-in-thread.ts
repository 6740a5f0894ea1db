/** The issuer of teammates' tokens by oidc-provider, in place of Cognito. Tokens bear virtual time. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { exportJWK, generateKeyPair } from 'jose';
import { installVirtualDate } from '../clock/virtual-date.ts';
import { freePort } from './free-port.ts';
import { signInPage } from './sign-in-page.ts';

export type SignInClient = { id: string; callbackUrls: string[]; logoutUrls: string[] };
export type SignInData = { clock: SharedArrayBuffer };
/** What the thread is told once the assembly and the workspace are known. */
export type SignInNews = { clients?: SignInClient[]; admins?: { id: string; email: string }[] };

const { clock }: SignInData = workerData;
installVirtualDate(clock);
const { Provider } = await import('oidc-provider');

const port = await freePort();
const issuer = `http://127.0.0.1:${port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'local' };
const cookieKey = randomBytes(32).toString('hex');
let admins: { id: string; email: string }[] = [];
let provider = makeProvider([]);

parentPort?.on('message', (news: SignInNews) => {
  if (news.admins) admins = news.admins;
  if (news.clients) provider = makeProvider(news.clients);
});

const server = createServer((request, response) => {
  const [, page, uid] = request.url?.match(/^\/(sign-in)\/([\w-]+)/) ?? [];
  if (!page || !uid) {
    void provider.callback()(request, response);
    return;
  }
  void signIn().catch((error: Error) => response.writeHead(400, { 'content-type': 'text/plain' }).end(error.message));

  async function signIn(): Promise<void> {
    if (request.method !== 'POST') {
      await provider.interactionDetails(request, response);
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(signInPage(`/sign-in/${uid}`, admins));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const email = new URLSearchParams(Buffer.concat(chunks).toString()).get('email') ?? '';
    await provider.interactionFinished(request, response, { login: { accountId: email } });
  }
});
server.listen(port, '127.0.0.1', () => parentPort?.postMessage({ address: issuer }));

function makeProvider(clients: SignInClient[]) {
  return new Provider(issuer, {
    clients: clients.map(({ id, callbackUrls, logoutUrls }) => ({
      client_id: id,
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: callbackUrls,
      post_logout_redirect_uris: logoutUrls,
    })),
    jwks: { keys: [key] },
    cookies: { keys: [cookieKey] },
    scopes: ['openid', 'email', 'profile', 'offline_access'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // Cognito's ID tokens carry the e-mail address, and its access tokens are JWTs.
    conformIdTokenClaims: false,
    findAccount: async (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: id, email_verified: true, name: id.split('@')[0] ?? id }),
    }),
    extraTokenClaims: async (_context, token) => ({
      token_use: 'access',
      ...('accountId' in token ? { email: token.accountId, username: token.accountId } : {}),
    }),
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:parley:local',
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, _resource, client) => ({
          scope: 'openid email profile',
          audience: client.clientId,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    interactions: { url: (_context, interaction) => `/sign-in/${interaction.uid}` },
    // Nobody is asked for consent: the inbox is the product's own.
    loadExistingGrant: async (context) => {
      const { oidc } = context;
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope('openid email profile offline_access');
      grant.addResourceScope('urn:parley:local', 'openid email profile');
      await grant.save();
      return grant;
    },
    clientBasedCORS: () => true,
    // Cognito gives one with every code, and the same for as long as it lasts.
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: 3600,
      IdToken: 3600,
      Interaction: 3600,
      Session: 1_209_600,
      Grant: 2_592_000,
      RefreshToken: 2_592_000,
    },
  });
}
