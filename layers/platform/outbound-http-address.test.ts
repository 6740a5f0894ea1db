import * as fc from 'fast-check';
import { isLoopbackAddress, isPublicAddress } from './outbound-http-address.ts';

test.each(['1.1.1.1', '8.8.8.8', '52.94.236.248', '172.15.0.1', '172.32.0.1', '100.63.255.255', '223.255.255.255'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each(['2606:4700:4700::1111', '2a05:d018::1', '2001:4860:4860::8888'])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '169.254.170.2',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
])('%s is refused', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  '::',
  '::1',
  '::7f00:1',
  '::ffff:127.0.0.1',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '::ffff:8.8.8.8',
  '0:0:0:0:0:ffff:a9fe:a9fe',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:a9fe:a9fe::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  '2606:4700::1%eth0',
  'fec0::1',
  'ff02::1',
])('%s is refused', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['', 'localhost', 'example.com', '2130706433', '0x7f.1', '127.1', '1.1.1.1.', ' 1.1.1.1', '[::1]'])(
  'what is no plain address is refused: %j',
  (text) => {
    expect(isPublicAddress(text)).toBe(false);
  },
);

test('an IPv4 address is refused in every IPv6 form that embeds it', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect([`::ffff:${address}`, `::${address}`, `64:ff9b::${address}`].filter(isPublicAddress)).toEqual([]);
    }),
  );
});

test('loopback is 127.0.0.0/8 and ::1', () => {
  const given = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '128.0.0.1', '127.evil.example', '0.0.0.0'];
  expect(given.filter(isLoopbackAddress)).toEqual(['127.0.0.1', '127.9.9.9', '::1']);
});
