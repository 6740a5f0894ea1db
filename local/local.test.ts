import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Local, startLocal } from './local.ts';
import { writeTinyAssembly } from './testing/tiny-assembly.ts';

jest.setTimeout(60_000);

describe('startLocal', () => {
  const assembly = writeTinyAssembly('local');
  let local: Local;

  beforeAll(async () => {
    local = await startLocal({ assembly: assembly.folder, seed: 'nothing' });
  });
  afterAll(async () => {
    await local?.stop();
    assembly.remove();
  });
  afterEach(() => local.control('PUT', '/faults', []));

  const call = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await local.fetch(`/api/${path}`, init);
    return { status: answer.status, json: await answer.json() };
  };
  const notes = async (kind: string) => (await call(`notes?kind=${encodeURIComponent(kind)}`)).json;
  const settle = () => local.control('POST', '/settle');
  const advance = (duration: string) => local.control<{ now: string }>('PUT', '/clock', { advance: duration });
  const jobs = async (name: string): Promise<{ receives: number; at: number }[]> =>
    (await notes('job')).filter((job: { name: string }) => job.name === name);

  describe('the HTTP API', () => {
    it('gives the function an event in payload format 2.0', async () => {
      const answer = await local.fetch('/api/echo%2F1?a=1&a=2', {
        method: 'DELETE',
        headers: { cookie: 'x=1; y=2' },
        body: '{}',
      });
      const event = await answer.json();

      expect(event).toMatchObject({
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
      expect(event.headers['x-parley-raw-path']).toBe('/api/echo%2F1');
    });

    it.each([
      ['a path without a route', () => local.fetch('/nowhere'), 404, 'not_found'],
      ['a function that throws', () => local.fetch('/api/crash'), 500, 'server_error'],
      ['a function that exits', () => local.fetch('/api/exit'), 500, 'server_error'],
      [
        'more than Lambda takes',
        () => local.fetch('/api/echo', { method: 'POST', body: 'x'.repeat(6_300_000) }),
        413,
        'payload_too_large',
      ],
      [
        'more than API Gateway takes',
        () => local.fetch('/api/echo', { method: 'POST', body: 'x'.repeat(11_000_000) }),
        413,
        'payload_too_large',
      ],
    ])("answers %s in Intercom's form", async (_name, request, status, code) => {
      const answer = await request();

      expect(answer.status).toBe(status);
      expect(await answer.json()).toMatchObject({
        type: 'error.list',
        request_id: expect.any(String),
        errors: [{ code }],
      });
    });
  });

  describe('the clock', () => {
    it('tells every function virtual time', async () => {
      const { now } = await advance('3d');
      const { json } = await call('time');

      expect(json.now - Date.parse(now)).toBeGreaterThanOrEqual(0);
      expect(json.now - Date.parse(now)).toBeLessThan(60_000);
      expect(json.made).toBeGreaterThanOrEqual(json.now);
      expect(json.isDate).toBe(true);
    });

    it('runs the schedule at the target', async () => {
      const before = (await notes('tick')).length;
      const { now } = await advance('1h');
      const ticks = await notes('tick');

      expect(ticks).toHaveLength(before + 1);
      expect(Math.abs(ticks.at(-1) - Date.parse(now))).toBeLessThan(60_000);
    });

    it('refuses what is not a duration', async () => {
      const answer = await fetch(`${local.ready.http}/_local/clock`, { method: 'PUT', body: '{"advance":"soon"}' });

      expect(answer.status).toBe(400);
    });
  });

  describe('a queue', () => {
    it('delivers a failed message again after its visibility timeout, in virtual time', async () => {
      await call('job', { name: 'twice', failures: 1 });
      await settle();
      expect(await jobs('twice')).toHaveLength(1);

      await advance('59s');
      expect(await jobs('twice')).toHaveLength(1);

      await advance('1m');
      const [first, second] = await jobs('twice');
      expect(second?.receives).toBe(2);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(60_000);
    });

    it('gives a message up after its last receive', async () => {
      await call('job', { name: 'hopeless', failures: 99 });
      await advance('10m');

      expect(await jobs('hopeless')).toHaveLength(3);
      expect((await notes('dead')).flat()).toEqual(['hopeless']);
    });

    it('holds a delayed message back in virtual time', async () => {
      await call('job', { name: 'later', delay: 600 });
      await settle();
      expect(await jobs('later')).toHaveLength(0);

      await advance('10m');
      expect(await jobs('later')).toMatchObject([{ receives: 1 }]);
    });

    it('delivers twice when told to', async () => {
      await local.control('PUT', '/faults', [{ queue: 'jobs', kind: 'duplicate', times: 1 }]);
      await call('job', { name: 'doubled' });
      await settle();

      expect(await jobs('doubled')).toHaveLength(2);
    });

    it('delivers again what a killed function had, and nothing is lost', async () => {
      const fault = { function: 'worker', call: 'DynamoDB.PutItem', when: 'after', kind: 'kill' };
      await local.control('PUT', '/faults', [fault]);
      await call('job', { name: 'killed' });
      await settle();
      expect(await local.control('GET', '/faults')).toEqual([]);

      await advance('1m');
      expect((await jobs('killed')).map(({ receives }) => receives)).toEqual([1, 2]);
    });
  });

  describe('a stream', () => {
    it('brings what passes the filter, in order, and halves a failing batch', async () => {
      await call('item', { ids: ['1', '2', 'poison', '3'] });
      await settle();
      const seen = (await notes('seen')).flat();

      expect(seen.filter((id: string) => id === 'poison').length).toBeGreaterThanOrEqual(3);
      expect(seen).toEqual(expect.arrayContaining(['1', '2', '3']));
      expect(seen.at(-1)).toBe('3');
    });

    it('brings records twice when told to', async () => {
      await local.control('PUT', '/faults', [{ stream: 'watcher', kind: 'duplicate', times: 1 }]);
      await call('item', { ids: ['twin'] });
      await settle();

      expect((await notes('seen')).flat().filter((id: string) => id === 'twin')).toHaveLength(2);
    });
  });

  describe('mail', () => {
    it('is captured as people read it, at virtual time, and reported to the configuration set', async () => {
      const { json } = await call('mail', {});
      await settle();
      const [mail] = await local.control<Record<string, unknown>[]>('GET', '/mail');

      expect(mail).toMatchObject({
        id: json.id,
        from: 'no-reply@acme.example',
        to: ['jo@example.com'],
        subject: 'Hello',
        headers: { 'List-Unsubscribe': '<https://x.example/u>' },
        text: expect.stringContaining('Hi Jo'),
        tags: { contact: '42' },
      });
      const events = (await notes('feedback')).flat();
      expect(events.map(({ eventType }: { eventType: string }) => eventType)).toEqual(['Send', 'Delivery']);
      expect(events[0].mail).toMatchObject({
        messageId: json.id,
        destination: ['jo@example.com'],
        tags: { contact: ['42'] },
      });
    });

    it('bounces when told to', async () => {
      const { json } = await call('mail', {});
      await local.control('POST', '/mail/events', { mail_id: json.id, type: 'bounce' });
      await settle();
      const bounce = (await notes('feedback'))
        .flat()
        .find(({ eventType }: { eventType: string }) => eventType === 'Bounce');

      expect(bounce.bounce).toMatchObject({
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 'jo@example.com' }],
      });
    });

    it('stays sent when its sender is killed afterwards', async () => {
      await local.control('DELETE', '/mail');
      await local.control('PUT', '/faults', [
        { function: 'api', call: 'SES.SendRawEmail', when: 'after', kind: 'kill' },
      ]);

      expect((await local.fetch('/api/mail', { method: 'POST', body: '{}' })).status).toBe(500);
      expect(await local.control('GET', '/mail')).toHaveLength(1);
    });
  });

  describe('faults of calls', () => {
    it.each([
      ['throw', 500],
      ['timeout', 500],
    ])('%s fails the request', async (kind, status) => {
      await local.control('PUT', '/faults', [{ function: 'api', call: 'DynamoDB.Query', kind }]);

      expect((await local.fetch('/api/notes?kind=job')).status).toBe(status);
      expect((await local.fetch('/api/notes?kind=job')).status).toBe(200);
    });

    it('throttle is overcome by the SDK', async () => {
      await local.control('PUT', '/faults', [{ function: 'api', call: 'DynamoDB.Query', kind: 'throttle' }]);

      expect((await local.fetch('/api/notes?kind=job')).status).toBe(200);
    });
  });

  it('counts invocations, calls and request units', async () => {
    await local.control('GET', '/usage?reset=1');
    await call('item', { ids: ['counted'] });
    const { functions } = await local.control<{ functions: Record<string, unknown> }>('GET', '/usage?reset=1');

    expect(functions['api']).toMatchObject({
      invocations: 1,
      round_trips: 1,
      calls: { 'DynamoDB.PutItem': { count: 1, read_units: 0, write_units: 1 } },
      per_invocation: { write_units: 1 },
    });
  });

  describe('the WebSocket API', () => {
    const open = async () => {
      const socket = new WebSocket(local.ready.websocket);
      await once(socket, 'open');
      const say = async (frame: object) => {
        const heard = once(socket, 'message');
        socket.send(JSON.stringify(frame));
        return JSON.parse(String((await heard)[0]));
      };
      return { socket, say };
    };

    it('pushes to its connections', async () => {
      const { socket, say } = await open();

      expect(await say({ say: 'hello' })).toMatchObject({ said: 'hello' });
      socket.close();
    });

    it('refuses a handshake that the function refuses', async () => {
      const socket = new WebSocket(`${local.ready.websocket}?deny=1`);
      const [, response] = await once(socket, 'unexpected-response');

      expect(response.statusCode).toBe(401);
    });

    it('tells of a connection that closed', async () => {
      const { socket, say } = await open();
      const { id } = await say({ say: 'bye' });
      socket.close();
      await once(socket, 'close');
      await settle();

      expect(await notes('disconnect')).toContain(id);
    });

    it('answers 410 for connections that were cut', async () => {
      const cut = await open();
      const { id } = await cut.say({ say: 'x' });
      const closed = once(cut.socket, 'close');
      await local.control('PUT', '/faults', [{ sockets: 'drop' }]);
      await closed;
      const { socket } = await open();
      socket.send(JSON.stringify({ to: id, say: 'anyone?' }));
      socket.close();
      await once(socket, 'close');
      await settle();

      expect(await notes('push failed')).toEqual([{ name: 'GoneException', status: 410 }]);
      expect(await notes('disconnect')).not.toContain(id);
    });
  });

  it('lists the control calls, and names those it does not know', async () => {
    const { calls } = await local.control<{ calls: string[] }>('GET', '');

    expect(calls).toContain('PUT /_local/clock');
    expect((await fetch(`${local.ready.http}/_local/nothing`)).status).toBe(404);
    expect((await fetch(`${local.ready.http}/_local/mail/inbound`, { method: 'POST' })).status).toBe(501);
  });
});
