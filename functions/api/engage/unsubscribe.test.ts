import { aDelivery } from '#domain/engage/delivery/testing';
import { signUnsubscribeToken } from '#domain/engage/mail/unsubscribe-token';
import { stoppedClock } from '#domain/kernel/clock';
import { aContact } from '#domain/people/contact/testing';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { send } from '#runtime/testing';
import { memoryStores } from '#store/memory';
import { anApi, NOW } from '../testing.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

const subject = { workspaceId: 'acmeacme', contactId: 'aaaaaaaaaaaaaaaaaaaaaaaa', deliveryId: 'd'.repeat(32) };
const token = signUnsubscribeToken(subject, 'link');

async function aSite() {
  const stores = memoryStores();
  await stores.workspaces.create(aWorkspace({ name: '<b>Acme</b>' }), [], []);
  await stores.contacts.create(aContact({ id: subject.contactId, workspaceId: 'acmeacme' }));
  const routes = unsubscribeRoutes({ ...stores, clock: stoppedClock(Date.UTC(2026, 2, 2)) });
  const call = (method: string, path: string) => {
    const found = routes.find(({ contract }) => contract.method === method);
    return found?.run({ params: { token: path }, correlationId: 'request-1', headers: {} } as never) as Promise<{
      status?: number;
      raw: string;
      headers: Record<string, string>;
    }>;
  };
  return { stores, call, contact: () => stores.contacts.get('acmeacme', subject.contactId) };
}

describe('unsubscribe link (J27)', () => {
  it('changes nothing when a link scanner opens it', async () => {
    const site = await aSite();
    const page = await site.call('GET', token);

    expect(page.raw).toContain('<form method="post">');
    expect(await site.contact()).toMatchObject({ unsubscribedFromEmails: false });
  });

  it('ends all mails when it is posted to, however often', async () => {
    const site = await aSite();
    await site.call('POST', token);
    const page = await site.call('POST', token);

    expect(page.raw).toContain('You are unsubscribed');
    expect(await site.contact()).toMatchObject({ unsubscribedFromEmails: true, correlationId: 'request-1' });
  });

  it('remembers when, by the mail that carried it, and for whom its contact was merged into (J27)', async () => {
    const site = await aSite();
    await site.stores.deliveries.create(aDelivery({ ...subject, id: subject.deliveryId, state: 'sent', sentAt: 1 }));
    await site.call('POST', token);
    await site.call('POST', token);

    const { workspaceId, contactId, deliveryId } = subject;
    const delivery = await site.stores.deliveries.get(workspaceId, contactId, deliveryId);
    expect(delivery).toMatchObject({ unsubscribedAt: Date.UTC(2026, 2, 2), version: 2 });
  });

  it('ends the mails of whom its contact was merged into', async () => {
    const site = await aSite();
    const lead = (await site.contact()) ?? aContact();
    const user = aContact({ id: 'b'.repeat(24), workspaceId: subject.workspaceId, externalId: 'u-2', email: 'u@b.co' });
    await site.stores.contacts.create(user);
    await site.stores.contacts.merge(lead, { before: user, after: user });
    await site.call('POST', token);

    expect(await site.stores.contacts.get(subject.workspaceId, user.id)).toMatchObject({
      unsubscribedFromEmails: true,
    });
  });

  it('ends the mails of everybody who has the address, and of who gets it later (X2)', async () => {
    const site = await aSite();
    const email = (await site.contact())?.email ?? '';
    const lead = aContact({
      id: 'b'.repeat(24),
      workspaceId: subject.workspaceId,
      role: 'lead',
      externalId: null,
      email,
    });
    await site.stores.contacts.create(lead);
    await site.call('POST', token);

    expect(await site.stores.contacts.get(subject.workspaceId, lead.id)).toMatchObject({
      unsubscribedFromEmails: true,
    });
    expect(await site.stores.suppressions.get(subject.workspaceId, email)).toMatchObject({
      unsubscribedAt: Date.UTC(2026, 2, 2),
    });
  });

  it.each([
    ['of another secret', signUnsubscribeToken(subject, 'other')],
    ['of an unknown workspace', signUnsubscribeToken({ ...subject, workspaceId: 'nobodyhere' }, 'link')],
    ['that is no token', 'hello'],
  ])('answers 404 to a link %s', async (_, link) => {
    const site = await aSite();

    expect(await site.call('POST', link)).toMatchObject({ status: 404 });
    expect(await site.contact()).toMatchObject({ unsubscribedFromEmails: false });
  });

  it('shows names as text and runs no script', async () => {
    const site = await aSite();
    const page = await site.call('GET', token);

    expect(page.raw).toContain('&lt;b&gt;Acme&lt;/b&gt;');
    expect(page.headers['Content-Security-Policy']).toContain("default-src 'none'");
    expect(page.headers['Content-Security-Policy']).not.toContain('unsafe');
  });

  it.each([
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
    ],
    ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['text/plain', 'List-Unsubscribe=One-Click'],
    ['application/json', '{"half'],
    ['text/plain; charset=utf-16', 'x'],
    [undefined, ''],
  ])('takes a POST of %s (RFC 8058, X4)', async (type, body) => {
    const site = await aSite();
    const { ports, handler } = await anApi(() => unsubscribeRoutes({ ...site.stores, clock: stoppedClock(0) }));
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const answer = await send(handler, { method: 'POST', path: `/unsubscribe/${token}`, headers, body });

    expect([answer.status, ports.clock.now()]).toEqual([200, NOW]);
    expect(await site.contact()).toMatchObject({ unsubscribedFromEmails: true });
  });
});
