import { type Synthesized, synthesized } from './testing.ts';

const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/1';

const only = (app: Synthesized, type: string) => {
  const [found, ...others] = app.all(type);
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} of ${type}`);
  return found.properties;
};
const outputsOf = (app: Synthesized, stack: string) => Object.keys(app.templates.get(stack)?.toJSON().Outputs ?? {});

describe('a deployment under names of its own', () => {
  let app: Synthesized;
  beforeAll(async () => {
    app = await synthesized({
      ...{ mailDomain: 'example.com', mailFromDomain: 'bounce.example.com', mfa: 'required' },
      ...{ socketDomain: 'sockets.example.com', socketCertificateArn: ARN },
      ...{ signInDomain: 'sign-in.example.com', signInCertificateArn: ARN },
      ...{ signOnMetadataUrl: 'https://id.example.com/saml' },
    });
  }, 60_000);

  it('opens sockets under its own name, and pushes to that of the API', () => {
    expect(only(app, 'AWS::ApiGatewayV2::DomainName')).toMatchObject({ DomainName: 'sockets.example.com' });
    const told = app.all('AWS::Lambda::Function').map(({ properties }) => JSON.stringify(properties.Environment));

    expect(told.some((each) => each.includes('"WEBSOCKET_URL":"wss://sockets.example.com"'))).toBe(true);
    expect(told.filter((each) => each.includes('WEBSOCKET_CALLBACK_URL')).length).toBeGreaterThan(0);
    expect(told.filter((each) => /CALLBACK_URL[^}]*sockets\.example/.test(each))).toEqual([]);
    expect(outputsOf(app, 'realtime')).toContain('SocketDomainTarget');
  });

  it('signs in under its own name, beside that of the pool', () => {
    const domains = app.all('AWS::Cognito::UserPoolDomain').map(({ properties }) => properties.CustomDomainConfig);

    expect(domains).toEqual(expect.arrayContaining([undefined, { CertificateArn: ARN }]));
    expect(outputsOf(app, 'data')).toContain('SignInDomainTarget');
  });

  it('demands a second factor', () => {
    expect(only(app, 'AWS::Cognito::UserPool')).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    });
  });

  it("lets the company's directory sign teammates in, by an address that it has verified", () => {
    expect(only(app, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({
      ProviderType: 'SAML',
      ProviderDetails: { MetadataURL: 'https://id.example.com/saml' },
      AttributeMapping: { email: expect.stringContaining('emailaddress'), email_verified: 'email_verified' },
    });
    expect(JSON.stringify(only(app, 'AWS::Cognito::UserPoolClient').SupportedIdentityProviders)).toContain('COGNITO');
  });

  it('has bounces come back to a subdomain of its own', () => {
    expect(only(app, 'AWS::SES::EmailIdentity').MailFromAttributes).toEqual({ MailFromDomain: 'bounce.example.com' });
  });

  it('has no finding of the AWS Solutions rules', () => {
    const report = JSON.parse(app.read('validation-report.json'));
    expect(report.pluginReports.flatMap(({ violations }: { violations: unknown[] }) => violations)).toEqual([]);
  });
});

it('takes the secret of an OIDC client from Secrets Manager alone', async () => {
  const app = await synthesized({
    ...{ signOnIssuer: 'https://id.example.com', signOnClientId: 'parley', signOnSecret: 'parley/sign-on' },
  });

  expect(only(app, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({
    ProviderType: 'OIDC',
    ProviderDetails: {
      oidc_issuer: 'https://id.example.com',
      client_secret: '{{resolve:secretsmanager:parley/sign-on:SecretString:::}}',
    },
  });
}, 60_000);
