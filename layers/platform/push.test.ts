import {
  ApiGatewayManagementApiClient,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { apiGatewayPush } from './push.ts';

describe('apiGatewayPush', () => {
  const gateway = mockClient(ApiGatewayManagementApiClient);
  const push = apiGatewayPush(new ApiGatewayManagementApiClient({ region: 'eu-west-1' }));

  beforeEach(() => gateway.reset());

  it('posts the frame to the socket', async () => {
    gateway.on(PostToConnectionCommand).resolves({});

    expect(await push.send('abc=', '{"type":"pong"}')).toBe('sent');

    const input = gateway.commandCalls(PostToConnectionCommand)[0]?.args[0].input;
    expect(input?.ConnectionId).toBe('abc=');
    expect(new TextDecoder().decode(input?.Data as Uint8Array)).toBe('{"type":"pong"}');
  });

  it('says that a closed socket is gone', async () => {
    gateway.on(PostToConnectionCommand).rejects(new GoneException({ message: '', $metadata: {} }));

    expect(await push.send('abc=', '{}')).toBe('gone');
  });

  it('fails as unavailable with anything else', async () => {
    gateway.on(PostToConnectionCommand).rejects(new Error('throttled'));

    await expect(push.send('abc=', '{}')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
