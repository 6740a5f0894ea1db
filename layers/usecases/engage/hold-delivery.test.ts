import { aCampaign } from '#domain/engage/campaign/testing';
import { aDelivery } from '#domain/engage/delivery/testing';
import { expiryOf } from '#domain/engage/policy/expiry';
import { stoppedClock } from '#domain/kernel/clock';
import { aContact } from '#domain/people/contact/testing';
import type { MessagingPolicy } from '#domain/workspace/messaging-policy/messaging-policy';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { memoryStores } from '#store/memory';
import { aheadInLine, askPolicy } from './ask-policy.ts';
import { holdDelivery, takePlace } from './hold-delivery.ts';

const NOON = Date.UTC(2026, 2, 2, 12, 0, 0);
const DAY = 86_400_000;
const POLICY: MessagingPolicy = {
  caps: [{ channel: 'email', atMost: 1, per: '2d', window: 'rolling' }],
  quietHours: { from: '11:00', to: '13:00' },
  weekdays: null,
};
const workspace = (messagingPolicy: MessagingPolicy | null) => aWorkspace({ id: 'acme0000', messagingPolicy });
const contact = aContact({ id: 'aaaaaaaaaaaaaaaaaaaaaaaa', workspaceId: 'acme0000', email: 'ada@acme.example' });

function aTable() {
  const stores = memoryStores();
  return { ...stores, due: stores.due, clock: stoppedClock(NOON) };
}

describe('holdDelivery (J17)', () => {
  async function held(expiresAt: number | null) {
    const ports = aTable();
    const delivery = aDelivery();
    await ports.deliveries.create(delivery);
    const letter = {
      delivery,
      campaign: aCampaign(),
      contact,
      workspace: workspace(POLICY),
      channel: 'email' as const,
    };
    const answer = { at: NOON + 2 * DAY, reason: 'frequency_cap' as const, mailbox: undefined };
    await holdDelivery(ports, letter, answer, expiresAt);
    const after = await ports.deliveries.get('acme0000', delivery.contactId, delivery.id);
    return [after?.state, after?.reason, await ports.due.nextAfter('acme0000', 0)];
  }

  it('ends what expires before its next slot, with the reason, and wakes nobody', async () => {
    expect(await held(NOON + DAY)).toEqual(['skipped', 'frequency_cap', undefined]);
    expect(await held(NOON + 2 * DAY)).toEqual(['skipped', 'frequency_cap', undefined]);
  });

  it('lets wait what is news for longer', async () => {
    expect(await held(NOON + 2 * DAY + 1)).toEqual(['queued', null, NOON + 2 * DAY]);
    expect(await held(null)).toEqual(['queued', null, NOON + 2 * DAY]);
  });
});

describe('expiryOf', () => {
  it.each([
    [{}, {}, null],
    [{ endsAt: NOON }, {}, NOON],
    [{}, { expires: '1d' }, NOON + DAY],
    [{ endsAt: NOON + 5 }, { expires: '1d' }, NOON + 5],
    [{ endsAt: NOON + 2 * DAY }, { expires: '1d' }, NOON + DAY],
  ])('of the campaign %j and the message %j is the earlier end', (campaign, message, expected) => {
    const at = expiryOf({ id: 'c', ...campaign }, { channel: 'email', ...message }, { createdAt: NOON });

    expect(at).toBe(expected);
  });
});

describe('askPolicy', () => {
  const letter = (campaign: { transactional?: boolean }, policy: MessagingPolicy | null) => ({
    ...{ delivery: aDelivery(), campaign: { state: 'live', ...campaign }, contact, channel: 'email' as const },
    workspace: workspace(policy),
  });

  it('holds during quiet hours, but no transactional message (J18)', async () => {
    const ports = aTable();

    expect(await askPolicy(ports, letter({}, POLICY))).toMatchObject({ at: NOON + 3_600_000, reason: 'quiet_hours' });
    expect(await askPolicy(ports, letter({ transactional: true }, POLICY))).toMatchObject({ at: NOON, reason: null });
  });

  it('counts no transactional message, and is not asked for one (J18)', async () => {
    const caps = { ...POLICY, quietHours: null };
    const ports = aTable();
    const first = letter({}, caps);
    const { mailbox } = await askPolicy(ports, first);
    if (mailbox !== undefined) await takePlace(ports, first, mailbox);
    const other = { ...letter({ transactional: true }, caps), delivery: aDelivery({ id: 'other' }) };

    expect(await askPolicy(ports, other)).toEqual({ at: NOON, reason: null, mailbox: undefined });
    expect(await askPolicy(ports, { ...other, campaign: { state: 'live' } })).toMatchObject({ at: NOON + 2 * DAY });
  });
});

describe('takePlace', () => {
  it('lets one of two win that are written at once', async () => {
    const ports = aTable();
    const letters = ['1', '2'].map((id) => ({
      ...{ delivery: aDelivery({ id }), campaign: { state: 'live' }, contact, workspace: workspace(POLICY) },
      channel: 'email' as const,
    }));
    const empty = await ports.mailboxes.get('acme0000', 'k');

    const taken = await Promise.all(letters.map((letter) => takePlace(ports, letter, empty)));

    expect(taken.sort()).toEqual([false, true]);
    expect((await ports.mailboxes.get('acme0000', 'k')).recent).toHaveLength(1);
  });
});

describe('aheadInLine (J15)', () => {
  it('has those of higher priority first, of campaigns that are live and not transactional', async () => {
    const ports = aTable();
    const campaigns = [
      { id: 'low', priority: 1, state: 'live' },
      { id: 'own', priority: 2, state: 'live' },
      { id: 'high', priority: 3, state: 'live' },
      { id: 'paused', priority: 9, state: 'paused' },
      { id: 'receipt', priority: 9, state: 'live', transactional: true },
    ];
    for (const { id } of campaigns) await ports.deliveries.create(aDelivery({ id, campaignId: id }));
    const known = { get: async (_: string, id: string) => campaigns.find((each) => each.id === id) as never };
    const own = { id: 'own', campaignId: 'own' };
    const letter = {
      ...{ delivery: aDelivery(own), campaign: { state: 'live', priority: 2 }, contact, channel: 'email' as const },
      workspace: workspace(POLICY),
    };
    const mailbox = await ports.mailboxes.get('acme0000', 'k');
    const ahead = (passed: string[]) => aheadInLine({ ...ports, campaigns: known }, letter, mailbox, new Set(passed));

    expect((await ahead([])).map(({ deliveryId }) => deliveryId)).toEqual(['high']);
    expect(await ahead(['high'])).toEqual([]);
  });
});
