/** Where the parts of the product listen on this machine; no trailing slashes. */
export type Addresses = {
  /** The HTTP API. */
  http: string;
  /** The WebSocket API without its stage: `ws://127.0.0.1:8080`. */
  websocket: string;
  /** The proxy through which functions call AWS. */
  aws: string;
  /** The issuer of teammates' tokens. */
  issuer: string;
};

/** The path below the AWS proxy at which a WebSocket API's management calls arrive. */
export const SOCKETS_PATH = '/_sockets';

/**
 * Takes the local addresses and the ids of the WebSocket APIs; returns a function that replaces every AWS
 * address in a text by the local one. Templates join addresses from pieces, so only the whole text tells.
 */
export function localAddresses(addresses: Addresses, webSocketApiIds: Set<string>): (text: string) => string {
  return (text) =>
    text
      .replace(/\b(https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, (_all, scheme, id) => {
        if (!webSocketApiIds.has(id)) return addresses.http;
        return scheme === 'wss' ? addresses.websocket : `${addresses.aws}${SOCKETS_PATH}`;
      })
      .replace(/https:\/\/sqs\.[a-z0-9-]+\.amazonaws\.com(?=\/)/g, addresses.aws)
      .replace(/https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[\w-]+/g, addresses.issuer)
      .replace(/https:\/\/[a-z0-9-]+\.auth\.[a-z0-9-]+\.amazoncognito\.com/g, addresses.issuer);
}
