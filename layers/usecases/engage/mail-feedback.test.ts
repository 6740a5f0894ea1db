import type { Feedback } from '#domain/engage/delivery/feedback';
import { aDelivery } from '#domain/engage/delivery/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { aContact } from '#domain/people/contact/testing';
import { memoryStores } from '#store/memory';
import { recordFeedback } from './mail-feedback.ts';

const NOW = Date.UTC(2026, 2, 2, 9, 0, 0);
const contact = aContact({ workspaceId: 'acme0000', email: 'grace@example.com' });
const contactId = contact.id;

async function aMailbox() {
  const { contacts, deliveries, suppressions } = memoryStores();
  await contacts.create(contact);
  const id = (index: number) => index.toString(16).padStart(32, '0');
  for (const index of [1, 2, 3]) {
    await deliveries.create(
      aDelivery({
        id: id(index),
        contactId,
        campaignId: `campaign${index}`,
        state: 'sent',
        sentAt: NOW + index,
        createdAt: NOW + index,
      }),
    );
  }
  const ports = { contacts, deliveries, suppressions, clock: stoppedClock(NOW) };
  return {
    contacts,
    deliveries,
    report: (which: number | string, feedback: Feedback) => {
      const deliveryId = typeof which === 'string' ? which : id(which);
      return recordFeedback(ports, { workspaceId: 'acme0000', contactId, deliveryId }, feedback);
    },
    contact: () => contacts.get('acme0000', contactId),
    delivery: (index: number) => deliveries.get('acme0000', contactId, id(index)),
  };
}

const bounce = (permanent: boolean, recipient = 'Grace@Example.com'): Feedback => ({
  kind: 'bounced',
  permanent,
  recipients: [recipient],
  at: NOW,
  providerId: 'ses-1',
});

describe('recordFeedback (J26)', () => {
  it('suppresses a contact whose mail bounced for good', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, bounce(true));

    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: true, unsubscribedFromEmails: false });
    expect(await mailbox.delivery(1)).toMatchObject({ state: 'bounced', reason: 'hard_bounce' });
  });

  it('leaves a contact alone whose address is another one by now', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, bounce(true, 'old@example.com'));

    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: false });
  });

  it('suppresses and unsubscribes a contact who complained', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, { kind: 'complained', recipients: [], at: NOW, providerId: 'ses-1' });

    expect(await mailbox.contact()).toMatchObject({ markedEmailAsSpam: true, unsubscribedFromEmails: true });
  });

  it('suppresses a contact whose mailbox refused three campaigns for the moment', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, bounce(false));
    await mailbox.report(2, bounce(false));
    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: false });

    await mailbox.report(3, bounce(false));

    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: true });
  });

  it('counts the same soft bounce once', async () => {
    const mailbox = await aMailbox();
    for (let times = 0; times < 3; times += 1) await mailbox.report(1, bounce(false));

    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: false });
  });

  it('forgets soft bounces once a mail has reached the mailbox', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, bounce(false));
    await mailbox.report(2, { kind: 'delivered', at: NOW + 10, providerId: 'ses-2' });
    await mailbox.report(3, bounce(false));

    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: false });
  });

  it('writes the contact once when a report comes twice', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, bounce(true));
    const once = await mailbox.contact();
    await mailbox.report(1, bounce(true));

    expect(await mailbox.contact()).toEqual(once);
  });

  it.each(['sent', 'delivered'] as const)(
    'notes on the contact when it was last contacted, once it is %s',
    async (kind) => {
      const mailbox = await aMailbox();
      await mailbox.report(2, { kind, at: NOW + 9, providerId: 'ses-2' });
      await mailbox.report(1, { kind, at: NOW + 9, providerId: 'ses-1' });

      expect(await mailbox.contact()).toMatchObject({ lastContactedAt: NOW + 2 });
    },
  );

  it('notes the last open and click on the contact', async () => {
    const mailbox = await aMailbox();
    await mailbox.report(1, { kind: 'clicked', at: NOW + 5, providerId: 'ses-1' });
    await mailbox.report(1, { kind: 'opened', at: NOW + 1, providerId: 'ses-1' });

    expect(await mailbox.contact()).toMatchObject({ lastEmailOpenedAt: NOW + 5, lastEmailClickedAt: NOW + 5 });
  });

  it('loses nothing when an opening and a click are reported at once', async () => {
    const mailbox = await aMailbox();
    await Promise.all([
      mailbox.report(1, { kind: 'opened', at: NOW + 1, providerId: 'ses-1' }),
      mailbox.report(1, { kind: 'clicked', at: NOW + 2, providerId: 'ses-1' }),
      mailbox.report(2, { kind: 'opened', at: NOW + 4, providerId: 'ses-2' }),
      mailbox.report(1, { kind: 'delivered', at: NOW + 3, providerId: 'ses-1' }),
    ]);

    expect(await mailbox.contact()).toMatchObject({ lastEmailOpenedAt: NOW + 4, lastEmailClickedAt: NOW + 2 });
    expect(await mailbox.delivery(1)).toMatchObject({ state: 'delivered', clickedAt: NOW + 2, deliveredAt: NOW + 3 });
  });

  it('finds the delivery of a contact that was merged since', async () => {
    const mailbox = await aMailbox();
    const user = aContact({ id: 'b'.repeat(24), workspaceId: 'acme0000', externalId: 'u-2', email: 'grace@b.co' });
    await mailbox.contacts.create(user);
    await mailbox.contacts.merge(contact, { before: user, after: { ...user, email: contact.email } });
    await mailbox.report(1, { kind: 'opened', at: NOW + 1, providerId: 'ses-1' });
    const moved = { ...((await mailbox.delivery(2)) ?? aDelivery()), contactId: user.id, id: 'f'.repeat(32) };
    await mailbox.deliveries.create(moved);
    await mailbox.report('f'.repeat(32), bounce(true));

    expect(await mailbox.delivery(1)).toMatchObject({ openedAt: NOW + 1 });
    expect(await mailbox.deliveries.get('acme0000', user.id, 'f'.repeat(32))).toMatchObject({ state: 'bounced' });
    expect(await mailbox.contacts.get('acme0000', user.id)).toMatchObject({
      lastEmailOpenedAt: NOW + 1,
      hasHardBounced: true,
    });
  });

  it('passes over a delivery that is gone', async () => {
    const mailbox = await aMailbox();

    await expect(mailbox.report(9, bounce(true))).resolves.toBeUndefined();
    expect(await mailbox.contact()).toMatchObject({ hasHardBounced: false });
  });
});
