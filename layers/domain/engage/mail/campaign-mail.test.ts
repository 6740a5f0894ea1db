import { NOON } from '../campaign/testing.ts';
import { aDelivery } from '../delivery/testing.ts';
import { campaignMail } from './campaign-mail.ts';

const rendered = {
  delivery: aDelivery({ correlationId: 'request-1' }),
  from: { name: 'Acme', address: 'no-reply@acme.test' },
  to: 'ada@example.com',
  subject: 'Hello Ada',
  html: '<p>Hello</p>',
  text: 'Hello',
  unsubscribeUrl: 'https://parley.test/unsubscribe/token',
  date: NOON,
};

describe('campaignMail', () => {
  it('promises one-click unsubscription (RFC 8058)', () => {
    const { headers } = campaignMail(rendered);

    expect(headers).toMatchObject({
      'List-Unsubscribe': '<https://parley.test/unsubscribe/token>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Auto-Submitted': 'auto-generated',
      'X-Parley-Correlation-Id': 'request-1',
    });
  });

  it('tags the mail with workspace, contact and delivery', () => {
    expect(campaignMail(rendered).tags).toEqual({
      workspace: 'acme0000',
      contact: 'aaaaaaaaaaaaaaaaaaaaaaaa',
      delivery: '0123456789abcdef0123456789abcdef',
    });
  });

  it('keeps a value with line breaks from beginning a header', () => {
    const mail = campaignMail({
      ...rendered,
      subject: 'Hi\r\nBcc: eve@example.com',
      from: { name: 'Acme\nX: y', address: 'no-reply@acme.test' },
    });

    expect(mail.subject).toBe('Hi Bcc: eve@example.com');
    expect(mail.from.name).toBe('Acme X: y');
  });
});
