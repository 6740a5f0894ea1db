/** Who an OpenID Connect issuer says is signed in. */
export type VerifiedIdentity = { email: string };

export type IdentityVerifier = {
  /**
   * Takes a JWT; returns the identity if our issuer signed it for this product, it has not expired and
   * the issuer verified the e-mail address; else undefined.
   */
  verify(jwt: string): Promise<VerifiedIdentity | undefined>;
};
