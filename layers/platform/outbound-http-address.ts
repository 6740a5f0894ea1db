import { BlockList, isIP } from 'node:net';

const refused4 = new BlockList();
const global6 = new BlockList();
const refused6 = new BlockList();

// IANA IPv4 Special-Purpose Address Registry, and what a cloud answers on.
for (const [network, prefix] of [
  ['0.0.0.0', 8], // "this network": 0.0.0.0 reaches the host itself on Linux
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // shared between carriers (RFC 6598); Alibaba's metadata service
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local: metadata of EC2, ECS, Lambda, Azure, Google
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // IETF protocols; Oracle's metadata service
  ['192.0.2.0', 24],
  ['192.88.99.0', 24], // 6to4 relays, deprecated
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
  ['168.63.129.16', 32], // Azure's host, in a public range
] as const) {
  refused4.addSubnet(network, prefix, 'ipv4');
}

// Of IPv6 only global unicast (RFC 4291) is let through: that alone leaves out ::, ::1, IPv4-mapped and -compatible
// addresses, NAT64 (64:ff9b::/96), unique-local (fd00:ec2::254 is EC2's metadata), link- and site-local, multicast.
global6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23], // IETF protocols, Teredo among them: it embeds an IPv4 address
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4 embeds an IPv4 address
  ['3fff::', 20],
] as const) {
  refused6.addSubnet(network, prefix, 'ipv6');
}

/** Takes an IP address in text; returns whether it is one that anybody on the internet could reach. Anything else is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refused4.check(address, 'ipv4');
    case 6:
      // A zone (`fe80::1%eth0`) only ever belongs to a local address.
      return !address.includes('%') && global6.check(address, 'ipv6') && !refused6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Takes an IP address in text; returns whether it is this very machine: 127.0.0.0/8 or ::1. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'));
}
