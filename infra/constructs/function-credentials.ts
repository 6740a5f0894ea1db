/**
 * Stands in for the SDK's default chain of credentials in every bundle. Lambda hands a function its role's
 * credentials in the environment; the chain's other providers (profiles, SSO, instance metadata) bring four more
 * clients and some 150 KB.
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
