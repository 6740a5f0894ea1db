import { outboundTarget } from './outbound-http-target.ts';

const targetOf = (url: string) => outboundTarget(url, false);

test.each([
  'https://example.com/hook?a=1',
  'https://example.com.',
  'https://example.com:8443/',
  'https://1.1.1.1/',
  'https://[2606:4700:4700::1111]/',
  'https://bücher.example/',
])('%s may be called', (url) => {
  expect(targetOf(url).url.protocol).toBe('https:');
});

test.each([
  ['http://example.com', 'The URL must begin with https://'],
  ['ftp://example.com', 'The URL must begin with https://'],
  ['file:///etc/passwd', 'The URL must begin with https://'],
  ['gopher://example.com', 'The URL must begin with https://'],
  ['javascript:alert(1)', 'The URL must begin with https://'],
  ['//example.com', 'The URL is not valid'],
  ['https://', 'The URL is not valid'],
  ['', 'The URL is not valid'],
  ['https://999.1.1.1', 'The URL is not valid'],
  ['https://user:pw@example.com', 'The URL must not contain credentials'],
  ['https://example.com@169.254.169.254', 'The URL must not contain credentials'],
  ['https://example.com:22', 'The URL has a port that is not allowed'],
  ['https://example.com:6379', 'The URL has a port that is not allowed'],
  [`https://example.com/${'a'.repeat(2048)}`, 'The URL is longer than 2048 characters'],
])('%s is refused', (url, message) => {
  expect(() => targetOf(url)).toThrow(message);
});

test.each([
  'https://127.0.0.1',
  'https://127.0.0.1.',
  'https://2130706433',
  'https://0x7f000001',
  'https://0x7f.0.0.1',
  'https://0177.0.0.1',
  'https://017700000001',
  'https://127.1',
  'https://0',
  'https://１２７.0.0.1',
  'https://127。0。0。1',
  'https://%31%32%37.0.0.1',
  'https://169.254.169.254/latest/meta-data',
  'https://2852039166',
  'https://0xa9fea9fe',
  'https://0251.0376.0251.0376',
  'https://[::]',
  'https://[::1]',
  'https://[::ffff:169.254.169.254]',
  'https://[0:0:0:0:0:ffff:a9fe:a9fe]',
  'https://[fd00:ec2::254]',
  'https://[64:ff9b::169.254.169.254]',
  'https://localhost',
  'https://LOCALHOST.',
  'https://ⓛocalhost',
  'https://hooks.localhost',
  'https://intranet',
  'https://printer.local',
  'https://metadata.google.internal',
  'https://metadata.google.internal.',
])('%s is refused as not public', (url) => {
  expect(() => targetOf(url)).toThrow('The URL points to an address that is not public');
});

test('a refusal names the field of the request', () => {
  expect(() => targetOf('http://example.com')).toThrow(
    expect.objectContaining({ code: 'bad_request', details: { reason: 'parameter_invalid', field: 'url' } }),
  );
});

test.each(['http://127.0.0.1:4000/hook', 'http://localhost:4000', 'http://hooks.localhost:81', 'https://[::1]:4000'])(
  'the local runtime may call %s',
  (url) => {
    expect(outboundTarget(url, true).url.port).not.toBe('');
  },
);

test.each([
  'http://example.com',
  'http://10.0.0.1',
  'https://10.0.0.1',
  'http://169.254.169.254',
  'https://[::ffff:127.0.0.1]',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'ws://localhost:4000',
  'ftp://localhost',
])('not even the local runtime may call %s', (url) => {
  expect(() => outboundTarget(url, true)).toThrow('The URL');
});
