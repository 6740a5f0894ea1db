import { type SettableClock, stoppedClock } from '#domain/kernel/clock';
import type { Ids } from '#domain/kernel/ids';
import type { RichText } from '#domain/kernel/rich-text';
import { formatAccessToken } from '#domain/workspace/access/access-token';
import type { IdentityVerifier } from '#domain/workspace/access/identity-verifier';
import { sha256 } from '#domain/workspace/access/sha256';
import { anAccessToken, anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { richText } from '#platform/rich-text';
import type { Route } from '#runtime/contract';
import { type HttpHandler, httpApi } from '#runtime/http-api';
import { silentLog } from '#runtime/logger';
import { send, type TestRequest, type TestResponse } from '#runtime/testing';
import { memoryStores } from '#store/memory';
import type { Stores } from '#store/stores';
import { authentication } from '#usecases/workspace/authentication';

export const NOW = Date.UTC(2026, 0, 5, 9, 0, 0);
const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

export type TestPorts = Stores & { richText: RichText; clock: SettableClock; ids: Ids };
export type TestApi = {
  ports: TestPorts;
  handler: HttpHandler;
  /** Sends with the access token of the workspace `acmeacme`. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>;
  /** The same with the access token of the workspace `othersws`. */
  askAsOthers(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestResponse>;
  send(request: TestRequest): Promise<TestResponse>;
};

/**
 * For tests: the API of some routes over empty memory stores with two workspaces, each with one admin and one token;
 * `signedIn` names by their JWTs (three words with dots) those whom the issuer knows.
 */
export async function anApi(
  routesOf: (ports: TestPorts) => Route[],
  signedIn: Record<string, string> = {},
): Promise<TestApi> {
  const identities: IdentityVerifier = {
    verify: async (jwt) => (signedIn[jwt] === undefined ? undefined : { email: signedIn[jwt] }),
  };
  const ports = { ...memoryStores(), richText, clock: stoppedClock(NOW), ids: countingIds() };
  for (const id of ['acmeacme', 'othersws']) {
    const token = anAccessToken({ workspaceId: id, hash: await sha256(formatAccessToken(id, SECRET)) });
    await ports.workspaces.create(aWorkspace({ id }), [anAdmin({ workspaceId: id })], [token]);
  }
  const handler = httpApi(routesOf(ports), { ...ports, who: authentication({ ...ports, identities }), log: silentLog });
  const asked =
    (workspaceId: string): TestApi['ask'] =>
    (method, path, body, headers = {}) => {
      const authorization = `Bearer ${formatAccessToken(workspaceId, SECRET)}`;
      return send(handler, { method, path, body, headers: { authorization, ...headers } });
    };
  return {
    ports,
    handler,
    ask: asked('acmeacme'),
    askAsOthers: asked('othersws'),
    send: (request) => send(handler, request),
  };
}

function countingIds(): Ids {
  let [hex, decimal] = [0, 0];
  return {
    hexId: () => {
      hex += 1;
      return hex.toString(16).padStart(24, '0');
    },
    decimalId: () => {
      decimal += 1;
      return String(decimal);
    },
    secret: () => SECRET,
  };
}
