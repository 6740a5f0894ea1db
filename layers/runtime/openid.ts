import * as z from 'zod';
import { EmailAddress } from '#domain/kernel/email-address';
import { Failure } from '#domain/kernel/failure';
import type { IdentityVerifier } from '#domain/workspace/access/identity-verifier';

const Discovery = z.object({ jwks_uri: z.url() });

/** Cognito sends the flag as a boolean, some issuers as a string. */
const Claims = z.object({ email: EmailAddress, email_verified: z.literal([true, 'true']) });

/** An issuer answers in milliseconds or is down; in ms. */
const DISCOVERY_TIMEOUT_MS = 3_000;

type Jose = typeof import('jose');
type Keys = ReturnType<Jose['createRemoteJWKSet']>;

/** Loaded with the first token: most calls carry an access token instead, and start without it. */
const jose = (): Promise<Jose> => import('jose');

/**
 * Takes the issuer's URL and the client id that its tokens are made for; returns a verifier of ID tokens
 * (OpenID Connect Core 1.0, 3.1.3.7). The issuer is first asked when the first token arrives. Expiry is
 * judged by the machine's clock, because the issuer stamps tokens by its own.
 */
export function openIdVerifier(issuer: string, clientId: string): IdentityVerifier {
  let keys: Promise<Keys> | undefined;
  const currentKeys = () => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return keys;
  };

  return {
    async verify(jwt) {
      const [{ jwtVerify }, jwks] = await Promise.all([jose(), currentKeys()]);
      const payload = await jwtVerify(jwt, jwks, {
        issuer,
        audience: clientId,
        algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
        requiredClaims: ['exp'],
      }).then(
        (verified) => verified.payload,
        () => undefined,
      );
      const claims = Claims.safeParse(payload);
      return claims.success ? { email: claims.data.email } : undefined;
    },
  };
}

async function discover(issuer: string): Promise<Keys> {
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS),
    });
    const { jwks_uri } = Discovery.parse(await response.json());
    const { createRemoteJWKSet } = await jose();
    return createRemoteJWKSet(new URL(jwks_uri));
  } catch (cause) {
    throw new Failure('unavailable', 'The sign-in service does not answer', { cause });
  }
}
