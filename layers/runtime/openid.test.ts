import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { openIdVerifier } from './openid.ts';

/** Far enough in the future and in the past for any machine's clock. */
const IN_2200 = 7_258_118_400;
const IN_2001 = 978_307_200;

describe('openIdVerifier', () => {
  let server: Server;
  let issuer: string;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256' }] };
    server = createServer((request, response) => {
      const answer = request.url === '/jwks' ? jwks : { jwks_uri: `${issuer}/jwks` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  const sign = (claims: JWTPayload = {}, key: Parameters<SignJWT['sign']>[0] = keys.privateKey) =>
    new SignJWT({ iss: issuer, aud: 'inbox', exp: IN_2200, email: 'ada@example.com', email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .sign(key);

  it('returns the verified address', async () => {
    expect(await openIdVerifier(issuer, 'inbox').verify(await sign())).toEqual({ email: 'ada@example.com' });
  });

  it.each<[string, JWTPayload]>([
    ['another audience', { aud: 'other' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an expired token', { exp: IN_2001 }],
    ['an address that was not verified', { email_verified: false }],
    ['no address', { email: undefined }],
  ])('refuses %s', async (_, claims) => {
    expect(await openIdVerifier(issuer, 'inbox').verify(await sign(claims))).toBeUndefined();
  });

  it('refuses a token signed by another key', async () => {
    const foreign = await generateKeyPair('RS256');

    expect(await openIdVerifier(issuer, 'inbox').verify(await sign({}, foreign.privateKey))).toBeUndefined();
  });

  it('refuses an unsigned token and one that is none', async () => {
    const verifier = openIdVerifier(issuer, 'inbox');
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ iss: issuer, aud: 'inbox', exp: IN_2200 })}.`;

    expect(await verifier.verify(unsigned)).toBeUndefined();
    expect(await verifier.verify('a.b.c')).toBeUndefined();
  });

  it('fails as unavailable while the issuer does not answer', async () => {
    await expect(openIdVerifier('http://127.0.0.1:1', 'inbox').verify(await sign())).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});
