import { inLine, type Mailbox, mailboxKeyOf, withSend, withWaiting } from './mailbox.ts';

const EMPTY: Mailbox = { workspaceId: 'acme0000', key: 'k', recent: [], waiting: [], version: 0 };
const waiting = (deliveryId: string, priority: number, createdAt = 1) => ({
  ...{ contactId: 'ada', deliveryId, priority, createdAt },
});

describe('mailboxKeyOf', () => {
  it('is the same for all who share an address, however it is written, and does not show it', () => {
    const key = mailboxKeyOf({ id: 'ada', email: 'Ada@Example.com' });

    expect(mailboxKeyOf({ id: 'eve', email: 'ada@example.com' })).toBe(key);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is the contact itself where there is no address', () => {
    expect(mailboxKeyOf({ id: 'ada', email: null })).not.toBe(mailboxKeyOf({ id: 'eve', email: null }));
  });
});

describe('inLine (J15)', () => {
  it('has the highest priority first, then the oldest, then the lowest id', () => {
    const line = inLine([
      waiting('d', 1),
      waiting('c', 2, 5),
      waiting('b', 2, 4),
      waiting('a', 2, 5),
      waiting('e', 3, 9),
    ]);

    expect(line.map(({ deliveryId }) => deliveryId)).toEqual(['e', 'b', 'a', 'c', 'd']);
  });
});

describe('withSend', () => {
  it('counts a delivery once, at the instant it went last, and lets it wait no longer', () => {
    const once = withSend(withWaiting(EMPTY, waiting('a', 1)), { channel: 'email', at: 5, deliveryId: 'a' });

    expect(withSend(once, { channel: 'email', at: 9, deliveryId: 'a' })).toEqual({
      ...EMPTY,
      recent: [{ channel: 'email', at: 9, deliveryId: 'a' }],
    });
  });

  it('remembers 50 of each channel, the newest', () => {
    let mailbox = withSend(EMPTY, { channel: 'in_app', at: 0, deliveryId: 'chat' });
    for (let at = 1; at <= 60; at += 1) mailbox = withSend(mailbox, { channel: 'email', at, deliveryId: `mail-${at}` });

    const mails = mailbox.recent.filter(({ channel }) => channel === 'email').map(({ at }) => at);
    expect([mails.length, Math.min(...mails), mailbox.recent.length]).toEqual([50, 11, 51]);
  });
});
