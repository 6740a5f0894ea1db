import { localAddresses } from './local-addresses.ts';

describe('localAddresses', () => {
  const toLocal = localAddresses(
    { http: 'http://h:1', websocket: 'ws://h:1', aws: 'http://h:2', issuer: 'http://h:3' },
    new Set(['sock1']),
  );

  it.each([
    ['the HTTP API', 'https://http1.execute-api.us-east-1.amazonaws.com/inbox', 'http://h:1/inbox'],
    ['the WebSocket API', 'wss://sock1.execute-api.us-east-1.amazonaws.com/live', 'ws://h:1/live'],
    ['its callback URL', 'https://sock1.execute-api.us-east-1.amazonaws.com/live', 'http://h:2/_sockets/live'],
    ['a queue', 'https://sqs.us-east-1.amazonaws.com/000000000000/mail', 'http://h:2/000000000000/mail'],
    ['the issuer', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc', 'http://h:3'],
    ['the hosted sign-in', 'https://parley.auth.us-east-1.amazoncognito.com/logout', 'http://h:3/logout'],
    ['other texts', 'arn:aws:sqs:us-east-1:000000000000:mail', 'arn:aws:sqs:us-east-1:000000000000:mail'],
  ])('replaces the address of %s', (_name, address, local) => {
    expect(toLocal(address)).toBe(local);
  });
});
