import { aDelivery } from '#domain/engage/delivery/testing';
import { signUnsubscribeToken } from '#domain/engage/mail/unsubscribe-token';
import { aContact } from '#domain/people/contact/testing';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { anApi, NOW } from '../testing.ts';
import { unsubscribeRoutes } from './unsubscribe.routes.ts';

const subject = { workspaceId: 'acmesite', contactId: 'a'.repeat(24), deliveryId: 'd'.repeat(32) };
const token = signUnsubscribeToken(subject, 'link');
const path = `/preferences/${token}`;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

async function aCentre(changes: Parameters<typeof aContact>[0] = {}) {
  const api = await anApi((ports) => unsubscribeRoutes(ports));
  const { contacts, deliveries, suppressions, workspaces } = api.ports;
  await workspaces.create(aWorkspace({ id: 'acmesite', name: 'Acme & Co' }), [], []);
  await contacts.create(
    aContact({ id: subject.contactId, workspaceId: 'acmesite', email: 'ada@example.com', ...changes }),
  );
  await deliveries.create(aDelivery({ ...subject, id: subject.deliveryId, sentTo: 'ada@example.com' }));
  const contact = async () => (await contacts.get('acmesite', subject.contactId)) ?? aContact();
  return {
    ...api,
    contact,
    suppression: () => suppressions.get('acmesite', 'ada@example.com'),
    show: (headers: Record<string, string> = {}) => api.send({ method: 'GET', path, headers }),
    choose: (body: string) => api.send({ method: 'POST', path, headers: form, body }),
  };
}

describe('the preference centre', () => {
  it('is reached from the unsubscribe page, and shows each type of mail with what was chosen', async () => {
    const { send, show } = await aCentre({ subscriptions: { '2': 'opt_out' } });

    expect((await send({ method: 'GET', path: `/unsubscribe/${token}` })).text).toContain(`../preferences/${token}`);
    const { text, headers } = await show();
    expect(text).toContain('name="type_1" value="on" checked>');
    expect(text).toContain('name="type_2" value="on">');
    expect(text).toContain('E-mails from Acme &amp; Co');
    expect(text).not.toMatch(/<script|onclick/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each(['GET', 'HEAD'])('changes nothing when it is shown (%s)', async (method) => {
    const { contact, send } = await aCentre();
    const before = await contact();

    expect((await send({ method, path: `${path}?preferences=save&none=on` })).status).toBe(200);
    expect(await contact()).toEqual(before);
  });

  it('remembers what is chosen, however often it is sent, and tells of nothing that is as before', async () => {
    const { choose, contact } = await aCentre();
    const { status, text } = await choose('preferences=save&type_2=on');
    const once = await contact();
    await choose('preferences=save&type_2=on');

    expect([status, text]).toEqual([200, expect.stringContaining('Your choice is saved.')]);
    expect(once.subscriptions).toEqual({ '1': 'opt_out' });
    expect(await contact()).toEqual(once);
  });

  it('ends all mails for whoever wants none, and begins again for whoever wants some', async () => {
    const { choose, clock, contact, suppression } = await aCentre().then((each) => ({
      ...each,
      clock: each.ports.clock,
    }));
    await choose('preferences=save&none=on');
    expect([await contact(), await suppression()]).toMatchObject([
      { unsubscribedFromEmails: true, subscriptions: {} },
      { unsubscribedAt: NOW },
    ]);

    clock.set(NOW + 1_000);
    await choose('preferences=save&type_1=on&type_2=on');
    expect([await contact(), await suppression()]).toMatchObject([
      { unsubscribedFromEmails: false, subscriptions: {} },
      { unsubscribedAt: null },
    ]);
  });

  it('leaves an address that bounced suppressed', async () => {
    const { choose, ports, suppression } = await aCentre();
    await ports.suppressions.add('acmesite', 'ada@example.com', 'hard_bounced', NOW);
    await choose('preferences=save&none=on');
    await choose('preferences=save&type_1=on');

    expect(await suppression()).toMatchObject({ hardBouncedAt: NOW, unsubscribedAt: null });
  });

  it.each([
    [{ languageOverride: 'de' }, {}, 'lang="de"', 'Produktneuigkeiten'],
    [{ browserLanguage: 'pt-BR' }, { 'accept-language': 'fr' }, 'lang="pt"', 'Atualizações do produto'],
    [{}, { 'accept-language': 'ja,fr;q=0.5' }, 'lang="fr"', 'Nouveautés du produit'],
    [{}, { 'accept-language': 'es' }, 'lang="es"', 'Novedades del producto'],
    [{}, {}, 'lang="en"', 'Product updates'],
  ])('speaks the language of %j who accepts %j', async (contact, headers, lang, name) => {
    const { show } = await aCentre(contact);
    const { text } = await show(headers);

    expect(text).toContain(lang);
    expect(text).toContain(name);
  });

  it('refuses what its form did not send, and links that it did not make', async () => {
    const { choose, contact, send } = await aCentre();
    const before = await contact();

    expect((await choose('type_1=on')).status).toBe(400);
    expect((await send({ method: 'GET', path: `${path}x` })).status).toBe(404);
    expect((await send({ method: 'POST', path: `${path}x`, headers: form, body: 'preferences=save' })).status).toBe(
      404,
    );
    expect(await contact()).toEqual(before);
  });
});
