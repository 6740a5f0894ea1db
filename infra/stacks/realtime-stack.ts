import { CfnOutput } from 'aws-cdk-lib';
import { ApiMapping, DomainName, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { ServiceFunction } from '../constructs/service-function.ts';
import { StageStack } from '../constructs/stage-stack.ts';
import type { CertifiedDomain, StageSettings } from '../stages.ts';
import type { DataStack } from './data-stack.ts';

/** The WebSocket API: sockets are opened with a single-use ticket and carry pushes, typing and presence only. */
export class RealtimeStack extends StageStack {
  readonly functions: ServiceFunction[];
  /** Where clients connect. */
  readonly url: string;
  /** Where functions push and close, and the ARNs that allow it. The only place these are made. */
  readonly callback: { url: string; arns: Record<SocketCall, string> };

  constructor(scope: Construct, settings: StageSettings, { table }: DataStack) {
    super(scope, 'realtime', settings, 'the WebSocket API');
    // The name alone is taken: connect is a part of the product, whose API function bears it.
    const connect = new ServiceFunction(this, {
      service: 'socket-connect',
      folder: 'realtime/socket-connect',
      table: { table, actions: ['GetItem', 'Query', 'DeleteItem', 'BatchWriteItem'] },
    });
    const disconnect = new ServiceFunction(this, {
      service: 'socket-disconnect',
      folder: 'realtime/socket-disconnect',
      table: { table, actions: ['GetItem', 'BatchWriteItem'] },
    });
    const api = new WebSocketApi(this, 'sockets', {
      connectRouteOptions: { integration: new WebSocketLambdaIntegration('connect', connect) },
      disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('disconnect', disconnect) },
    });
    const stage = new WebSocketStage(this, 'stage', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
    });
    // A new account has no role for API Gateway's logs, and the setting belongs to the account, not to us.
    acknowledge(
      stage,
      'APIG1',
      'WebSocket access logs need a role in the settings of the whole account; the functions log every frame.',
    );
    this.url = settings.socketDomain ? this.serveOn(settings.socketDomain, api, stage) : stage.url;
    this.callback = {
      url: stage.callbackUrl,
      arns: { POST: connectionsArn(this, api, stage, 'POST'), DELETE: connectionsArn(this, api, stage, 'DELETE') },
    };

    const frames = new ServiceFunction(this, {
      service: 'socket-frames',
      folder: 'realtime/socket-frames',
      table: { table, actions: ['GetItem', 'Query', 'BatchWriteItem'] },
      environment: { WEBSOCKET_CALLBACK_URL: this.callback.url },
    });
    allowOnSockets(frames, this, 'POST');
    api.addRoute('$default', { integration: new WebSocketLambdaIntegration('frames', frames) });
    acknowledge(
      api,
      'APIG4',
      'A browser cannot send credentials with a WebSocket: $connect redeems a single-use ticket, and other frames need an open socket.',
    );
    this.functions = [connect, disconnect, frames];

    new CfnOutput(this, 'WebSocketUrl', { value: this.url });
    new CfnOutput(this, 'WebSocketApiId', { value: api.apiId });
  }

  /** Clients alone use it: functions push to the API's own name, whatever name a socket was opened under. */
  private serveOn(domain: CertifiedDomain, api: WebSocketApi, stage: WebSocketStage): string {
    const domainName = new DomainName(this, 'domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'certificate', domain.certificateArn),
    });
    new ApiMapping(this, 'domain-mapping', { api, domainName, stage });
    new CfnOutput(this, 'SocketDomainTarget', { value: domainName.regionalDomainName });
    return `wss://${domain.name}`;
  }
}

/** What a function does to open sockets: it sends to them, or closes them. */
type SocketCall = 'POST' | 'DELETE';

const connectionsArn = (stack: RealtimeStack, api: WebSocketApi, stage: WebSocketStage, call: SocketCall) =>
  stack.formatArn({
    service: 'execute-api',
    resource: api.apiId,
    resourceName: `${stage.stageName}/${call}/@connections/*`,
  });

/** Lets a function send to any socket of the stage, or close any; which one is known only when a message comes. */
export function allowOnSockets(
  caller: ServiceFunction,
  { callback, stackName }: RealtimeStack,
  call: SocketCall,
): void {
  caller.grantOn(['execute-api:ManageConnections'], callback.arns[call]);
  // The finding names the API as its own stack sees it, or as the export that another stack imports.
  for (const api of ['<socketsA331CD3D>', `${stackName}:ExportsOutputRefsocketsA331CD3D8611C7A3`]) {
    acknowledge(
      caller.role ?? caller,
      `IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${api}/live/${call}/@connections/*]`,
      'The wildcard is the connection id: a socket is known only once it is open.',
    );
  }
}
