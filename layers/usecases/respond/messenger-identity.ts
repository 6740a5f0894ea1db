import { errors, jwtVerify } from 'jose';
import { cleanAddress, isDeliverable } from '#domain/kernel/email-address';
import { Failure } from '#domain/kernel/failure';
import { acceptedIdentitySecrets } from '#domain/workspace/workspace/identity-secrets';
import type { Workspace } from '#domain/workspace/workspace/workspace';

/** What the page says about who it is signed in as. */
export type IdentityClaim = {
  userId?: string | undefined;
  email?: string | undefined;
  userHash?: string | undefined;
  jwt?: string | undefined;
};

/** What the workspace's secret has signed, and nothing that stands beside it: an address that a page wrote by itself belongs to somebody else until proven. */
export type ProvenIdentity = { userId: string | null; email: string | null; name: string | null };

/** Clocks of two servers differ a little; in seconds. */
const CLOCK_TOLERANCE = 30;
/** As the API takes an external id and a name; in UTF-16 units. */
const MAX_LENGTH = 255;

/**
 * Takes a workspace, a claim and the present instant in ms; returns the identity if one of the
 * workspace's secrets proves it, undefined for a visitor who claims nothing. The signed user id comes
 * before the e-mail address (Intercom, identity verification).
 * @throws unauthorized with the reason, for a claim without proof or with a wrong one
 */
export async function proveIdentity(
  workspace: Pick<Workspace, 'identitySecrets' | 'retiredIdentitySecret'>,
  claim: IdentityClaim,
  now: number,
): Promise<ProvenIdentity | undefined> {
  const secrets = acceptedIdentitySecrets(workspace, now);
  if (claim.jwt !== undefined) return await proveByToken(secrets, claim, claim.jwt, now);
  const subject = claim.userId ?? claim.email;
  if (subject === undefined) return undefined;
  if (claim.userHash === undefined) {
    throw unproven('identity_verification_required', 'user_hash or intercom_user_jwt is required for a known user');
  }
  const hash = claim.userHash;
  const checks = await Promise.all(secrets.map((secret) => isHashOf(secret, subject, hash)));
  if (!checks.includes(true)) {
    throw unproven('user_hash_invalid', 'user_hash is not the HMAC-SHA256 of the user_id, or of the email without one');
  }
  return claim.userId === undefined
    ? { userId: null, email: addressIn(subject), name: null }
    : { userId: claim.userId, email: null, name: null };
}

/** Web Crypto's `verify` compares in constant time. */
async function isHashOf(secret: string, subject: string, hash: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(hash)) return false;
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['verify']);
  return await crypto.subtle.verify('HMAC', key, Buffer.from(hash, 'hex'), utf8.encode(subject));
}

async function proveByToken(
  secrets: string[],
  claim: IdentityClaim,
  jwt: string,
  now: number,
): Promise<ProvenIdentity> {
  for (const secret of secrets) {
    try {
      const { payload } = await jwtVerify(jwt, new TextEncoder().encode(secret), {
        // Pinned: a token must not choose how it is checked.
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now),
      });
      return identityOf(payload, claim);
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        throw unproven('intercom_user_jwt_expired', 'intercom_user_jwt has expired');
      }
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  throw unproven('intercom_user_jwt_invalid', "intercom_user_jwt is not signed with this workspace's secret by HS256");
}

function identityOf(payload: Record<string, unknown>, claim: IdentityClaim): ProvenIdentity {
  const userId = userIdIn(payload.user_id);
  if (claim.userId !== undefined && claim.userId !== userId) {
    throw unproven('intercom_user_jwt_mismatch', 'user_id is not the one that intercom_user_jwt names');
  }
  return {
    userId,
    email: addressIn(payload.email),
    name: typeof payload.name === 'string' ? beginningOf(payload.name) : null,
  };
}

/** A token comes past the checks of a body: what is signed may be as odd as what is not, and obeys the same limits. */
function userIdIn(signed: unknown): string {
  const written = Number.isSafeInteger(signed) ? String(signed) : signed;
  if (typeof written !== 'string' || written === '') {
    throw unproven('intercom_user_jwt_invalid', 'intercom_user_jwt has no user_id that is a text or a whole number');
  }
  if (written.length > MAX_LENGTH) {
    throw unproven('intercom_user_jwt_invalid', `user_id in intercom_user_jwt has more than ${MAX_LENGTH} characters`);
  }
  return written.toWellFormed();
}

/** A name proves nothing: one that is too long is no reason to leave somebody outside. */
function beginningOf(name: string): string {
  return name.toWellFormed().slice(0, MAX_LENGTH).toWellFormed();
}

/** Takes a claim and what of it was proven; returns whether its address is left out, because nothing signs it. */
export function isEmailUnsigned(claim: IdentityClaim, identity: ProvenIdentity | undefined): boolean {
  return claim.email !== undefined && (identity?.email ?? null) === null;
}

/** What was signed is what was written; what is kept is an address, cleaned, or nothing. */
function addressIn(claimed: unknown): string | null {
  const address = typeof claimed === 'string' ? cleanAddress(claimed) : '';
  return isDeliverable(address) ? address : null;
}

function unproven(reason: string, message: string): Failure {
  return new Failure('unauthorized', message, { reason });
}
