import { CfnOutput, Duration } from 'aws-cdk-lib';
import { ApiMapping, DomainName, HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { OAuthScope, UserPoolClient, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { ApiContext } from '../api-contexts.ts';
import { accessLog } from '../constructs/access-log.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { filesUnder } from '../constructs/files-under.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { StageStack } from '../constructs/stage-stack.ts';
import { NO_MAIL_DOMAIN, type StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';
import type { RealtimeStack } from './realtime-stack.ts';

/** The HTTP API: one greedy pair of routes per path segment; the function matches the rest from its contracts. */
export class ApiStack extends StageStack {
  readonly functions: ServiceFunction[] = [];
  /** The base of every link and of `baseUrl`; no trailing slash. */
  readonly url: string;
  readonly apiName: string;
  private readonly api: HttpApi;

  constructor(
    scope: Construct,
    settings: StageSettings,
    contexts: ApiContext[],
    data: DataStack,
    realtime: RealtimeStack,
  ) {
    super(scope, 'api', settings, 'the HTTP API');
    this.apiName = `parley-${settings.name}`;
    this.api = new HttpApi(this, 'http', { apiName: this.apiName, createDefaultStage: false });
    const stage = new HttpStage(this, 'stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: accessLog(this),
    });
    this.url = settings.domain ? this.serveOn(settings.domain, stage) : this.api.apiEndpoint;

    const client = this.inboxClient(data);
    const environment = {
      OIDC_ISSUER: data.oidcIssuer,
      OIDC_CLIENT_ID: client.userPoolClientId,
      MAIL_DOMAIN: settings.mailDomain ?? NO_MAIL_DOMAIN,
    };
    for (const context of contexts) this.serve(context, environment, data, realtime);
    acknowledge(
      this.api,
      'APIG4',
      'Each operation names in its contract who may call; the function checks access tokens, sign-ins and sessions.',
    );

    new CfnOutput(this, 'HttpUrl', { value: this.url });
    new CfnOutput(this, 'HttpApiId', { value: this.api.apiId });
    new CfnOutput(this, 'UserPoolClientId', { value: client.userPoolClientId });
  }

  private serve(
    context: ApiContext,
    oidc: Record<string, string>,
    { table, transfers }: DataStack,
    realtime: RealtimeStack,
  ): void {
    const served = new ServiceFunction(this, {
      service: context.name,
      folder: context.folder,
      ...(context.app ? { app: context.app } : {}),
      table: { table, ...context.grant },
      environment: {
        ...oidc,
        ...(context.usesSockets ? { WEBSOCKET_URL: realtime.url } : {}),
        ...(context.usesTransfers ? { TRANSFERS_BUCKET: transfers.bucketName } : {}),
      },
    });
    if (context.usesTransfers) {
      filesUnder(transfers, 'imports').readBy(served);
      filesUnder(transfers, 'imports').writtenBy(served);
      filesUnder(transfers, 'errors').readBy(served);
      filesUnder(transfers, 'exports').readBy(served);
    }
    this.functions.push(served);

    const integration = new HttpLambdaIntegration(context.name, served);
    for (const segment of context.segments) {
      for (const path of [`/${segment}`, `/${segment}/{proxy+}`]) {
        this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration });
      }
    }
    // What no context knows is answered in Intercom's form too, not in the gateway's.
    if (context.answersUnknownPaths) this.api.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.ANY], integration });
  }

  /** The inbox in the browser: a public client, so code with PKCE and no secret. Made here, where its call-back URL is known. */
  private inboxClient({ userPool, signOnProvider }: DataStack): UserPoolClient {
    const { COGNITO, custom } = UserPoolClientIdentityProvider;
    const company = signOnProvider ? [custom(signOnProvider.providerName)] : [];
    return new UserPoolClient(this, 'inbox-client', {
      userPool,
      supportedIdentityProviders: [COGNITO, ...company],
      generateSecret: false,
      preventUserExistenceErrors: true,
      authFlows: { userSrp: true },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${this.url}/inbox`, `${this.url}/inbox/callback`],
        logoutUrls: [`${this.url}/inbox`],
      },
    });
  }

  private serveOn(domain: NonNullable<StageSettings['domain']>, stage: HttpStage): string {
    const domainName = new DomainName(this, 'domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'certificate', domain.certificateArn),
    });
    new ApiMapping(this, 'domain-mapping', { api: this.api, domainName, stage });
    new CfnOutput(this, 'DomainTarget', { value: domainName.regionalDomainName });
    return `https://${domain.name}`;
  }
}
