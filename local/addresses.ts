import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ready } from './ready.ts';

/** Where the parts of the runtime listen, without a trailing slash. */
export type Addresses = { http: string; websocket: string; aws: string; issuer: string };

/** Takes the servers, listening, and the sign-in engine's address; returns where everything is. */
export function addressesOf(listening: { gateway: Server; proxy: Server; issuer: string }): Addresses {
  const port = (server: Server) => (server.address() as AddressInfo).port;
  return {
    http: `http://127.0.0.1:${port(listening.gateway)}`,
    websocket: `ws://127.0.0.1:${port(listening.gateway)}`,
    aws: `http://127.0.0.1:${port(listening.proxy)}`,
    issuer: listening.issuer,
  };
}

/** Takes the addresses, the stage that sockets connect to and the mail viewer's address; returns where a person goes. */
export function placesOf(
  { http, websocket }: Addresses,
  stage: string | undefined,
  mail: string,
): Omit<Ready, 'workspace' | 'admins'> {
  const sockets = stage ? `${websocket}/${stage}` : websocket;
  return { http, websocket: sockets, inbox: `${http}/inbox`, demo: `${http}/demo/`, mail };
}
