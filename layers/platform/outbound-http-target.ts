import { isIP } from 'node:net';
import { Failure } from '#domain/kernel/failure';
import { isLoopbackAddress, isPublicAddress } from './outbound-http-address.ts';

/** A URL that may be called, as far as can be told before its name is resolved. */
export type OutboundTarget = {
  url: URL;
  /** Without brackets and trailing dot. */
  hostname: string;
  /** The host is written as an address: nothing is left to resolve. */
  address: string | undefined;
};

/** Ports of web servers. Others are refused, so that a webhook is no port scanner and speaks to no database. */
const PORTS = new Set(['', '80', '443', '4443', '8000', '8080', '8443', '8888', '9443']);
const MAX_URL_LENGTH = 2048;

/**
 * Takes a URL and whether this machine may be called (only the local runtime says so); returns the target.
 * The WHATWG parser has already turned decimal, octal, hexadecimal and full-width spellings of an address
 * into the usual one. @throws bad_request `parameter_invalid`, field `url`.
 */
export function outboundTarget(text: string, allowLoopback: boolean): OutboundTarget {
  if (text.length > MAX_URL_LENGTH) throw refused(`is longer than ${MAX_URL_LENGTH} characters`);
  if (!URL.canParse(text)) throw refused('is not valid');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refused('must not contain credentials');
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  const address = isIP(hostname) === 0 ? undefined : hostname;
  const target = { url, hostname, address };
  if (allowLoopback && (url.protocol === 'http:' || url.protocol === 'https:') && isLoopbackName(hostname)) {
    return target;
  }
  if (url.protocol !== 'https:') throw refused('must begin with https://');
  if (!PORTS.has(url.port)) throw refused('has a port that is not allowed');
  if (address === undefined ? isLocalName(hostname) : !isPublicAddress(address)) {
    throw refused('points to an address that is not public');
  }
  return target;
}

/** Takes an address that a target's name resolved to; returns whether it may be connected to. */
export function mayConnect(target: OutboundTarget, address: string, allowLoopback: boolean): boolean {
  if (allowLoopback && isLoopbackName(target.hostname)) return isLoopbackAddress(address);
  return isPublicAddress(address);
}

function isLoopbackName(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || isLoopbackAddress(hostname);
}

/** Names that no public DNS has (RFC 6761, 6762, 8375, ICANN's .internal): refused early, for a clear answer. */
function isLocalName(hostname: string): boolean {
  return !hostname.includes('.') || /\.(localhost|local|internal|home\.arpa|test|invalid)$/.test(hostname);
}

function refused(why: string): Failure {
  return new Failure('bad_request', `The URL ${why}`, { reason: 'parameter_invalid', field: 'url' });
}
