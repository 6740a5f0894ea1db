import { isAuthenticUnsubscribeToken, readUnsubscribeToken, signUnsubscribeToken } from './unsubscribe-token.ts';

const subject = {
  workspaceId: 'acme0000',
  contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa',
  deliveryId: '0123456789abcdef0123456789abcdef',
};
const token = signUnsubscribeToken(subject, 'secret');

describe('unsubscribe token', () => {
  it('names its subject', () => {
    expect(readUnsubscribeToken(token)).toEqual(subject);
  });

  it('is authentic under the secret that made it', () => {
    expect(isAuthenticUnsubscribeToken(token, 'secret')).toBe(true);
  });

  it('is not authentic under another secret', () => {
    expect(isAuthenticUnsubscribeToken(token, 'other')).toBe(false);
  });

  it('is not authentic when it names another contact', () => {
    const forged = token.replace('aaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbb');

    expect(isAuthenticUnsubscribeToken(forged, 'secret')).toBe(false);
  });

  it.each(['', 'a.b.c.d', `${token}x`, token.toUpperCase()])('does not read %j', (text) => {
    expect(readUnsubscribeToken(text)).toBeUndefined();
  });
});
