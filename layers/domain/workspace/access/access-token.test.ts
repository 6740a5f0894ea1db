import { formatAccessToken, workspaceOfToken } from './access-token.ts';
import { formatSessionToken, workspaceOfSession } from './session-token.ts';
import { sha256 } from './sha256.ts';

const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

describe('workspaceOfToken', () => {
  it('reads the workspace that a token names', () => {
    expect(workspaceOfToken(formatAccessToken('acmeacme', SECRET))).toBe('acmeacme');
  });

  it.each([
    ['an empty string', ''],
    ['a space', ' '],
    ['a NUL', '\0'],
    ['a session token', `ses_acmeacme_${SECRET}`],
    ['a short secret', 'ply_acmeacme_abc'],
    ['a key separator in the workspace', `ply_acme#acme_${SECRET}`],
  ])('refuses %s', (_, token) => {
    expect(workspaceOfToken(token)).toBeUndefined();
  });
});

describe('workspaceOfSession', () => {
  it('reads the workspace that a session names', () => {
    expect(workspaceOfSession(formatSessionToken('acmeacme', SECRET))).toBe('acmeacme');
  });

  it('refuses an access token', () => {
    expect(workspaceOfSession(formatAccessToken('acmeacme', SECRET))).toBeUndefined();
  });
});

describe('sha256', () => {
  it('gives the digest in hexadecimal', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
