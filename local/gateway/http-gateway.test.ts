import { tinyProduct } from '../testing/tiny-product.ts';

describe('httpGateway', () => {
  const { local } = tinyProduct('http');
  const post = (body: string) => local().fetch('/api/echo', { method: 'POST', body });

  it('gives the function an event in payload format 2.0', async () => {
    const init = { method: 'DELETE', headers: { cookie: 'x=1; y=2' }, body: '{}' };

    const answer = await local().fetch('/api/echo%2F1?a=1&a=2', init);

    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /api/{proxy+}',
      rawPath: '/api/echo/1',
      rawQueryString: 'a=1&a=2',
      queryStringParameters: { a: '1,2' },
      cookies: ['x=1', 'y=2'],
      pathParameters: { proxy: 'echo/1' },
      body: '{}',
      isBase64Encoded: false,
      requestContext: { stage: '$default', http: { method: 'DELETE', path: '/api/echo/1', sourceIp: '127.0.0.1' } },
    });
  });

  it.each([
    ['a path without a route', () => local().fetch('/nowhere'), 404, 'not_found'],
    ['a function that throws', () => local().fetch('/api/crash'), 500, 'server_error'],
    ['a function that exits', () => local().fetch('/api/exit'), 500, 'server_error'],
    // Its quotes are escaped twice on the way back.
    ['an answer of more than Lambda gives (X25)', () => post('"'.repeat(1_600_000)), 500, 'server_error'],
    ['more than Lambda takes', () => post('x'.repeat(6_300_000)), 413, 'payload_too_large'],
    ['more than API Gateway takes', () => post('x'.repeat(11_000_000)), 413, 'payload_too_large'],
  ])("answers %s in Intercom's form", async (_name, request, status, code) => {
    const answer = await request();

    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      type: 'error.list',
      request_id: answer.headers.get('x-request-id'),
      errors: [{ code, message: expect.any(String) }],
    });
  });

  it('leaves /_local to the control endpoints, which name what they do not know', async () => {
    const { calls } = await local().control<{ calls: string[] }>('GET', '');

    expect(calls).toContain('PUT /_local/clock');
    expect((await local().fetch('/_local/nothing')).status).toBe(404);
    expect((await local().fetch('/_local/clock', { method: 'DELETE' })).status).toBe(405);
    expect((await local().fetch('/_local/mail/inbound', { method: 'POST' })).status).toBe(501);
  });
});
