import { tinyProduct } from '../testing/tiny-product.ts';
import type { CapturedMail } from './local-ses.ts';

type SesEvent = { eventType: string; mail: object; bounce?: object };

describe('LocalSes', () => {
  const { local, call, notes, settle, advance, faults } = tinyProduct('mail');
  const mails = () => local().control<CapturedMail[]>('GET', '/mail');
  const events = async (id: string) => {
    const all = (await notes<SesEvent[]>('feedback')).flat();
    return all.filter(({ mail }) => 'messageId' in mail && mail.messageId === id);
  };
  const sendMail = () => call<{ id: string }>('mail', {});

  it('shows a mail as people read it, at virtual time', async () => {
    const { now } = await advance('40d');
    const { id } = await sendMail();

    const [mail] = await mails();
    expect(mail).toMatchObject({
      id,
      from: 'no-reply@acme.example',
      to: ['jo@example.com'],
      subject: 'Hello',
      headers: { 'List-Unsubscribe': '<https://x.example/u>' },
      text: expect.stringContaining('Hi Jo'),
      tags: { contact: '42' },
    });
    expect(mail?.sent_at.slice(0, 10)).toBe(now.slice(0, 10));
  });

  it('reports what was accepted to the configuration set', async () => {
    const { id } = await sendMail();
    await settle();

    const reported = await events(id);
    expect(reported.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
    expect(reported[0]?.mail).toMatchObject({ destination: ['jo@example.com'], tags: { contact: ['42'] } });
  });

  it('reports a bounce when told to', async () => {
    const { id } = await sendMail();
    await local().control('POST', '/mail/events', { mail_id: id, type: 'bounce' });
    await settle();

    const bounce = (await events(id)).find(({ eventType }) => eventType === 'Bounce')?.bounce;
    expect(bounce).toMatchObject({ bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'jo@example.com' }] });
  });

  it('keeps an accepted mail whose sender is killed afterwards', async () => {
    await local().control('DELETE', '/mail');
    await faults({ function: 'api', call: 'SES.SendRawEmail', when: 'after', kind: 'kill' });

    expect((await local().fetch('/api/mail', { method: 'POST', body: '{}' })).status).toBe(500);
    expect(await mails()).toHaveLength(1);
  });
});
