import { NOON } from '../campaign/testing.ts';
import { applyFeedback, type Feedback } from './feedback.ts';
import { aDelivery } from './testing.ts';

const report = (kind: 'sent' | 'delivered' | 'opened' | 'clicked', at = NOON): Feedback => ({
  kind,
  at,
  providerId: 'ses-1',
});
const bounce = (permanent: boolean): Feedback => ({
  kind: 'bounced',
  permanent,
  recipients: ['ada@example.com'],
  at: NOON,
  providerId: 'ses-1',
});

describe('applyFeedback of an out-of-office reply (X3)', () => {
  const outOfOffice = bounce(false);

  it.each(['delivered', 'opened', 'clicked'] as const)('changes nothing after the mail was %s', (kind) => {
    const known = applyFeedback(aDelivery({ state: 'sent', sentAt: NOON }), report(kind));

    expect(applyFeedback(known, outOfOffice)).toBe(known);
  });

  it.each(['delivered', 'opened', 'clicked'] as const)('is forgotten when the mail turns out to be %s', (kind) => {
    const bounced = applyFeedback(aDelivery({ state: 'sent', sentAt: NOON }), outOfOffice);

    expect(applyFeedback(bounced, report(kind))).toMatchObject({
      state: 'delivered',
      reason: null,
      bouncedAt: null,
      deliveredAt: NOON,
    });
  });

  it('does not hide a bounce for good', () => {
    const delivered = applyFeedback(aDelivery({ state: 'sent', sentAt: NOON }), report('delivered'));

    expect(applyFeedback(delivered, bounce(true))).toMatchObject({ state: 'bounced', reason: 'hard_bounce' });
  });
});

describe('applyFeedback', () => {
  it('settles a delivery whose worker died after the provider accepted (J02)', () => {
    const settled = applyFeedback(aDelivery({ state: 'sending', attempts: 1, leaseUntil: NOON }), report('sent'));

    expect(settled).toMatchObject({ state: 'sent', providerId: 'ses-1', sentAt: NOON, leaseUntil: null });
  });

  it('marks a sent delivery delivered', () => {
    const settled = applyFeedback(aDelivery({ state: 'sent', sentAt: 1 }), report('delivered', NOON + 5));

    expect(settled).toMatchObject({ state: 'delivered', sentAt: 1, deliveredAt: NOON + 5 });
  });

  it('does not go back when reports are reordered', () => {
    const delivered = aDelivery({ state: 'delivered', providerId: 'ses-1', sentAt: 1, deliveredAt: 2 });

    expect(applyFeedback(delivered, report('sent'))).toBe(delivered);
  });

  it('changes nothing when the same report comes twice', () => {
    const once = applyFeedback(aDelivery({ state: 'sent', sentAt: 1, providerId: 'ses-1' }), bounce(true));

    expect(applyFeedback(once, bounce(true))).toBe(once);
  });

  it.each([
    [true, 'hard_bounce'],
    [false, 'soft_bounce'],
  ])('tells permanent %s as %s', (permanent, reason) => {
    expect(applyFeedback(aDelivery({ state: 'sent' }), bounce(permanent))).toMatchObject({ state: 'bounced', reason });
  });

  it('stamps the first open only (J32)', () => {
    const opened = applyFeedback(aDelivery({ state: 'delivered' }), report('opened', NOON));

    expect(opened.openedAt).toBe(NOON);
    expect(applyFeedback(opened, report('opened', NOON + 1))).toBe(opened);
  });

  it('takes a click for an open (J32)', () => {
    const clicked = applyFeedback(aDelivery({ state: 'delivered' }), report('clicked', NOON));

    expect(clicked).toMatchObject({ openedAt: NOON, clickedAt: NOON });
  });

  it('keeps the first instant of everything that was reported, whatever came later (J26)', () => {
    const reports: Feedback[] = [
      { ...bounce(false), at: NOON + 1 },
      { ...bounce(true), at: NOON + 2 },
      { kind: 'complained', recipients: [], at: NOON + 3, providerId: 'ses-1' },
      { kind: 'complained', recipients: [], at: NOON + 4, providerId: 'ses-1' },
    ];

    expect(reports.reduce(applyFeedback, aDelivery({ state: 'sent' }))).toMatchObject({
      state: 'complained',
      bouncedAt: NOON + 1,
      complainedAt: NOON + 3,
    });
  });

  it('says when the provider rejected a mail that it had taken', () => {
    const rejected = applyFeedback(aDelivery({ state: 'sent', sentAt: 1 }), {
      kind: 'rejected',
      at: NOON,
      providerId: 'x',
    });

    expect(rejected).toMatchObject({ state: 'failed', reason: 'rejected', sentAt: 1, failedAt: NOON });
  });

  it('takes back that a mail failed which the provider had all the same', () => {
    const givenUp = aDelivery({ state: 'failed', reason: 'attempts_exhausted', failedAt: 9 });

    expect(applyFeedback(givenUp, report('sent'))).toMatchObject({
      state: 'sent',
      sentAt: NOON,
      reason: null,
      failedAt: null,
    });
  });

  it('does not undo what the gate decided', () => {
    expect(
      applyFeedback(aDelivery({ state: 'failed', reason: 'rejected' }), { kind: 'rejected', at: 1, providerId: 'x' }),
    ).toMatchObject({
      state: 'failed',
      reason: 'rejected',
    });
  });
});
