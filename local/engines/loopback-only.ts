import { Server } from 'node:net';

/** Makes every server of this thread listen on loopback, whatever its package asks for: fauxqs 2.4 takes 0.0.0.0 and has no option. */
export function listenOnLoopbackOnly(): void {
  const listen = Server.prototype.listen;
  const onLoopback = function (this: Server, ...args: unknown[]): Server {
    const [first, ...others] = args;
    const place = typeof first === 'object' && first !== null ? first : { port: first };
    return Reflect.apply(listen, this, [{ ...place, host: '127.0.0.1' }, ...others.filter(isFunction)]);
  };
  Server.prototype.listen = onLoopback;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
