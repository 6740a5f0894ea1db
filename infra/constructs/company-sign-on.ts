import { SecretValue } from 'aws-cdk-lib';
import {
  type IUserPoolIdentityProvider,
  ProviderAttribute,
  type UserPool,
  UserPoolIdentityProviderOidc,
  UserPoolIdentityProviderSaml,
  UserPoolIdentityProviderSamlMetadata,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { SignOn } from '../stages.ts';

/** The name stands in the addresses that your company's directory is told. */
const NAME = 'company';
const SAML_EMAIL = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
/** No address but a verified one opens the inbox (layers/runtime/openid.ts), and Cognito takes none for verified by itself. */
const SAML_VERIFIED = 'email_verified';

/** Takes the pool of teammates and where the company signs on; adds it to the pool. */
export function companySignOn(scope: Construct, userPool: UserPool, signOn: SignOn): IUserPoolIdentityProvider {
  if (signOn.kind === 'saml') {
    return new UserPoolIdentityProviderSaml(scope, 'company-sign-on', {
      userPool,
      name: NAME,
      metadata: UserPoolIdentityProviderSamlMetadata.url(signOn.metadataUrl),
      attributeMapping: {
        email: ProviderAttribute.other(SAML_EMAIL),
        emailVerified: ProviderAttribute.other(SAML_VERIFIED),
      },
    });
  }
  return new UserPoolIdentityProviderOidc(scope, 'company-sign-on', {
    userPool,
    name: NAME,
    issuerUrl: signOn.issuer,
    clientId: signOn.clientId,
    clientSecret: SecretValue.secretsManager(signOn.secretName).unsafeUnwrap(),
    scopes: ['openid', 'email', 'profile'],
    attributeMapping: {
      email: ProviderAttribute.other('email'),
      emailVerified: ProviderAttribute.other('email_verified'),
    },
  });
}
