import { once } from 'node:events';
import { WebSocket } from 'ws';
import { tinyProduct } from '../testing/tiny-product.ts';

describe('WebSocketGateway', () => {
  const { local, notes, settle, faults } = tinyProduct('sockets');

  async function open() {
    const socket = new WebSocket(local().ready.websocket);
    await once(socket, 'open');
    const say = async (frame: object) => {
      const heard = once(socket, 'message');
      socket.send(JSON.stringify(frame));
      return JSON.parse(String((await heard)[0]));
    };
    const close = async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    };
    return { socket, say, close };
  }

  it('lets functions push to its connections', async () => {
    const { say, close } = await open();

    expect(await say({ say: 'hello' })).toMatchObject({ said: 'hello' });
    await close();
  });

  it('refuses a handshake that the function refuses', async () => {
    const socket = new WebSocket(`${local().ready.websocket}?deny=1`);
    const [, response] = await once(socket, 'unexpected-response');

    expect(response.statusCode).toBe(401);
  });

  it('tells of a connection that closed', async () => {
    const { say, close } = await open();
    const { id } = await say({ say: 'bye' });

    await close();
    await settle();

    expect(await notes('disconnect')).toContain(id);
  });

  it('answers 410 for a connection that was cut, of which nobody was told', async () => {
    const cut = await open();
    const { id } = await cut.say({ say: 'x' });
    const closed = once(cut.socket, 'close');
    await faults({ sockets: 'drop' });
    await closed;
    const { socket, say, close } = await open();

    socket.send(JSON.stringify({ to: id, say: 'anyone?' }));
    await say({ say: 'afterwards' });
    await close();
    await settle();

    expect(await notes('push failed')).toEqual([{ name: 'GoneException', status: 410 }]);
    expect(await notes('disconnect')).not.toContain(id);
  });

  it('answers 413 to a push of more than 128 KB (X25)', async () => {
    const { socket, say, close } = await open();

    // Less than that on its way in; what is pushed has an id as well.
    socket.send(JSON.stringify({ say: 'x'.repeat(131_050) }));
    // The two are worked on at once: a socket that closes in between would be gone, not the push too large.
    await say({ say: 'afterwards' });
    await settle();
    await close();

    expect(await notes('push failed')).toContainEqual({ name: 'PayloadTooLargeException', status: 413 });
  });
});
