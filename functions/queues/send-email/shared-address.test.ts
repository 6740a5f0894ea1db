import { changeContact } from '#domain/people/contact/change-contact';
import { aContact } from '#domain/people/contact/testing';
import { anEngine, WORKSPACE } from '#functions/streams/outbox/testing';
import { recordFeedback } from '#usecases/engage/mail-feedback';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const USER = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const LEAD = 'bbbbbbbbbbbbbbbbbbbbbbbb';
const EMAIL = 'maya@acme.example';
const lead = aContact({ id: LEAD, workspaceId: WORKSPACE, role: 'lead', externalId: null, email: EMAIL });
const user = aContact({ id: USER, workspaceId: WORKSPACE, externalId: 'maya', email: 'Maya@acme.example' });

async function aMailedUser() {
  const engine = await anEngine({ now: NOW });
  await engine.launch({ audience: { everyone: true } });
  await engine.addContact(user);
  await engine.settle();
  const [delivery] = await engine.stores.deliveries.listByContact(WORKSPACE, USER, 10);
  const subject = { workspaceId: WORKSPACE, contactId: USER, deliveryId: delivery?.id ?? '' };
  const refuse = (kind: 'bounced' | 'complained') =>
    recordFeedback(engine.workers, subject, { kind, permanent: true, recipients: [EMAIL], at: NOW, providerId: 'ses' });
  const contact = (id: string) => engine.stores.contacts.get(WORKSPACE, id);
  /** How another campaign's mail to a contact ends. */
  const mailed = async (id: string) => {
    await engine.launch({ audience: { everyone: true } });
    await engine.settle();
    const known = await engine.stores.deliveries.listByContact(WORKSPACE, id, 10);
    return known.map(({ state, reason }) => reason ?? state).sort();
  };
  return { engine, delivery, refuse, contact, mailed };
}

describe('an address that two contacts share (X2)', () => {
  it('gets one mail of one campaign', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: { everyone: true } });
    await engine.addContact(user);
    await engine.addContact(lead);
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
    const states = await Promise.all(
      [USER, LEAD].map((id) => engine.stores.deliveries.listByContact(WORKSPACE, id, 10)),
    );
    expect(states.flat().map(({ state, reason }) => [state, reason])).toEqual(
      expect.arrayContaining([
        ['delivered', null],
        ['skipped', 'duplicate_address'],
      ]),
    );
  });

  it.each([
    ['bounced', 'hard_bounced', { hasHardBounced: true }],
    ['complained', 'unsubscribed', { markedEmailAsSpam: true, unsubscribedFromEmails: true }],
  ] as const)('gets none after the mail to one of them %s', async (kind, reason, flags) => {
    const { engine, refuse, contact, mailed } = await aMailedUser();
    await engine.addContact({ ...lead, archived: false });
    await refuse(kind);

    expect(await contact(LEAD)).toMatchObject(flags);
    expect(await mailed(LEAD)).toContain(reason);
  });

  it('gets none where the second contact comes after the refusal', async () => {
    const { engine, refuse, mailed } = await aMailedUser();
    await refuse('bounced');
    await engine.addContact(lead);

    expect(await mailed(LEAD)).toEqual(expect.arrayContaining(['hard_bounced']));
    expect(engine.sent).toHaveLength(1);
  });
});

describe('a contact who comes to an address that refused mail (X2)', () => {
  it.each([
    ['bounced', { hasHardBounced: true, markedEmailAsSpam: false }],
    ['complained', { hasHardBounced: false, markedEmailAsSpam: true }],
  ] as const)('is shown so where it is new (%s)', async (kind, flags) => {
    const { engine, refuse, contact } = await aMailedUser();
    await refuse(kind);
    await engine.addContact(lead);
    await engine.settle();

    expect(await contact(LEAD)).toMatchObject(flags);
  });

  it('is shown so where it takes the address, and no longer with another', async () => {
    const { engine, refuse, contact } = await aMailedUser();
    await refuse('bounced');
    await engine.addContact({ ...lead, email: 'other@acme.example' });
    await engine.settle();
    const moves = async (email: string) => {
      const before = await contact(LEAD);
      if (before === undefined) throw new Error('no lead');
      await engine.stores.contacts.update(before, changeContact(before, { email }, { at: NOW, correlationId: 'c' }));
      await engine.settle();
      return (await contact(LEAD))?.hasHardBounced;
    };

    expect(await contact(LEAD)).toMatchObject({ hasHardBounced: false });
    expect(await moves(EMAIL)).toBe(true);
    expect(await moves('third@acme.example')).toBe(false);
  });

  it('is shown so though whoever had it was deleted', async () => {
    const { engine, refuse, contact } = await aMailedUser();
    await refuse('bounced');
    const before = await contact(USER);
    if (before === undefined) throw new Error('no user');
    await engine.stores.contacts.remove(before);
    await engine.settle();
    await engine.addContact(lead);
    await engine.settle();

    expect(await contact(LEAD)).toMatchObject({ hasHardBounced: true });
  });
});

describe('a delivery (X2)', () => {
  it('keeps the address that it was sent to', async () => {
    expect((await aMailedUser()).delivery).toMatchObject({ sentTo: 'Maya@acme.example' });
  });

  it('that bounces says nothing of another address', async () => {
    const { engine, refuse, contact } = await aMailedUser();
    await refuse('bounced');
    const before = (await contact(USER)) ?? user;
    const after = changeContact(before, { email: 'maya@other.example' }, { at: NOW + 1, correlationId: 'r' });
    await engine.stores.contacts.update(before, after);

    expect(await contact(USER)).toMatchObject({ hasHardBounced: false });
    expect(await engine.stores.suppressions.get(WORKSPACE, EMAIL)).toMatchObject({ hardBouncedAt: NOW });
    expect(await engine.stores.suppressions.get(WORKSPACE, 'maya@other.example')).toBeUndefined();
  });
});

it('a mail is not sent as an address that was not granted to the workspace (X9)', async () => {
  const engine = await anEngine({ now: NOW });
  const workspace = await engine.stores.workspaces.get(WORKSPACE);
  await engine.launch({ audience: { everyone: true } });
  if (workspace) {
    await engine.stores.workspaces.administer({ workspace: { ...workspace, mailFrom: EMAIL }, activities: [] });
  }
  await engine.addContact(user);
  await engine.settle();

  expect(engine.sent).toEqual([]);
  expect(await engine.stores.deliveries.listByContact(WORKSPACE, USER, 10)).toMatchObject([
    { state: 'skipped', reason: 'sender_not_granted' },
  ]);
});
