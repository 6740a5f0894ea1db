import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { aDelivery } from '#domain/engage/delivery/testing';
import { campaignMail } from '#domain/engage/mail/campaign-mail';
import { sesMailer } from './mailer.ts';

const ses = mockClient(SESClient);
const mailer = sesMailer(new SESClient({ region: 'eu-west-1', maxAttempts: 1 }), 'parley-mail');

const mail = campaignMail({
  delivery: aDelivery(),
  from: { name: 'Acme, "Ünited"', address: 'no-reply@acme.test' },
  to: 'ada@example.com',
  subject: 'Grüße, Ada',
  html: '<p>Hello <b>Ada</b></p>',
  text: 'Hello Ada',
  unsubscribeUrl: 'https://parley.test/unsubscribe/token',
  date: Date.UTC(2026, 0, 5, 12, 0, 0),
});

const named = (name: string) => Object.assign(new Error(name), { name });

const sent = () => {
  const [call] = ses.commandCalls(SendRawEmailCommand);
  const input = call?.args[0].input;
  return { input, mime: Buffer.from(input?.RawMessage?.Data ?? []).toString('utf8') };
};

beforeEach(() => {
  ses.reset();
  ses.on(SendRawEmailCommand).resolves({ MessageId: 'ses-1' });
});

describe('sesMailer', () => {
  it('returns the id that SES gave the mail', async () => {
    expect(await mailer.send(mail)).toBe('ses-1');
  });

  it('names the configuration set, the one recipient and the tags', async () => {
    await mailer.send(mail);

    expect(sent().input).toMatchObject({
      ConfigurationSetName: 'parley-mail',
      Destinations: ['ada@example.com'],
      Tags: [
        { Name: 'workspace', Value: 'acme0000' },
        { Name: 'contact', Value: 'aaaaaaaaaaaaaaaaaaaaaaaa' },
        { Name: 'delivery', Value: '0123456789abcdef0123456789abcdef' },
      ],
    });
  });

  it('writes both parts and the headers of bulk mail', async () => {
    await mailer.send(mail);

    const { mime } = sent();
    expect(mime).toContain('To: ada@example.com\r\n');
    expect(mime).toContain('Content-Type: multipart/alternative;');
    expect(mime).toContain('Content-Type: text/plain; charset=utf-8\r\n');
    expect(mime).toContain('Content-Type: text/html; charset=utf-8\r\n');
    expect(mime).toMatch(/List-Unsubscribe: <https:\/\/parley\.test\/unsubscribe\/token>\r\n/);
    expect(mime).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n');
    expect(mime).toContain('Date: Mon, 05 Jan 2026 12:00:00 +0000\r\n');
  });

  it('keeps line breaks in any value from beginning a header', async () => {
    await mailer.send({
      ...mail,
      subject: 'Hi\r\nBcc: eve@example.com',
      headers: { 'X-Parley-Correlation-Id': 'a\r\nBcc: eve@example.com' },
    });

    expect(sent().mime).not.toMatch(/^Bcc:/m);
  });

  it('shows a subject as it was written, also one that looks like an encoded word (RFC 2047)', async () => {
    await mailer.send({ ...mail, subject: 'Hi =?utf-8?q?=0D=0ABcc:_eve=40example.com?=' });

    expect(sent().mime).toContain(
      'Subject: =?UTF-8?Q?Hi_=3D=3Futf-8=3Fq=3F=3D0D=3D0ABcc=3A=5F?=\r\n =?UTF-8?Q?eve=3D40example=2Ecom=3F=3D?=\r\n',
    );
  });

  it.each(['Throttling', 'ThrottlingException', 'AccountSendingPausedException'])(
    'calls %s a refusal for now',
    async (name) => {
      ses.on(SendRawEmailCommand).rejects(named(name));

      await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'unavailable' });
    },
  );

  it.each(['MessageRejected', 'MailFromDomainNotVerifiedException', 'AccessDenied'])(
    'calls %s a refusal for good',
    async (name) => {
      ses.on(SendRawEmailCommand).rejects(named(name));

      await expect(mailer.send(mail)).rejects.toMatchObject({ code: 'unprocessable', details: { reason: name } });
    },
  );

  it.each(['TimeoutError', 'InternalFailure', 'AbortError'])('leaves the outcome of %s unknown', async (name) => {
    ses.on(SendRawEmailCommand).rejects(named(name));

    await expect(mailer.send(mail)).rejects.toMatchObject({ name });
  });
});
