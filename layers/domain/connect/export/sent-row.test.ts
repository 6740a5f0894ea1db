import { aCampaign, NOON } from '../../engage/campaign/testing.ts';
import { aDelivery } from '../../engage/delivery/testing.ts';
import { aContact } from '../../people/contact/testing.ts';
import { SENT_COLUMNS, type SentView, sentRow } from './sent-row.ts';

const SECONDS = Math.floor(NOON / 1000);
const sent = aDelivery({ state: 'delivered', sentAt: NOON, deliveredAt: NOON + 2_000, openedAt: NOON + 5_000 });

function row(changes: Partial<SentView> = {}) {
  const view = {
    delivery: sent,
    contact: aContact({ email: 'ada@example.com', name: 'Ada', externalId: 'u-1' }),
    campaign: aCampaign({ name: 'Invite a teammate' }),
    range: { from: NOON, to: NOON + 10_000 },
    ...changes,
  };
  return Object.fromEntries(sentRow(view).map((cell, n) => [SENT_COLUMNS[n], cell]));
}

describe('a line of the export', () => {
  it('names the columns as Intercom does, and ours behind them', () => {
    expect(SENT_COLUMNS.slice(0, 5)).toEqual(['user_id', 'user_external_id', 'company_id', 'email', 'name']);
    expect(SENT_COLUMNS.slice(24)).toEqual([
      'first_unsubscribe',
      'first_hard_bounce',
      'first_soft_bounce',
      'first_delivery',
      'first_complaint',
      'failed_at',
      'state',
      'reason',
    ]);
  });

  it('says who received what and when, in Unix seconds', () => {
    expect(row()).toMatchObject({
      user_id: '000000000000000000000001',
      user_external_id: 'u-1',
      company_id: -1,
      email: 'ada@example.com',
      name: 'Ada',
      ruleset_id: 'cccccccccccccccccccccccc',
      content_id: 'cccccccccccccccccccccccc.0',
      content_type: 'Email',
      content_title: 'Invite a teammate',
      receipt_id: '0123456789abcdef0123456789abcdef',
      received_at: SECONDS,
      series_id: -1,
      first_delivery: SECONDS + 2,
      first_open: SECONDS + 5,
      first_click: null,
      state: 'delivered',
      reason: null,
    });
  });

  it('counts only what happened within the time of the export', () => {
    const delivery = { ...sent, clickedAt: NOON + 10_001, unsubscribedAt: NOON + 10_000 };

    expect(row({ delivery })).toMatchObject({ first_click: null, first_unsubscribe: SECONDS + 10 });
  });

  it.each([
    ['hard_bounce', { first_hard_bounce: SECONDS, first_soft_bounce: null }],
    ['soft_bounce', { first_hard_bounce: null, first_soft_bounce: SECONDS }],
  ])('tells a %s', (reason, expected) => {
    expect(row({ delivery: { ...sent, state: 'bounced', reason, bouncedAt: NOON } })).toMatchObject(expected);
  });

  it('says why a mail failed that nobody received', () => {
    const delivery = aDelivery({ state: 'failed', reason: 'template_failed', failedAt: NOON });

    expect(row({ delivery })).toMatchObject({
      received_at: null,
      failed_at: SECONDS,
      state: 'failed',
      reason: 'template_failed',
    });
  });

  it('lets no spreadsheet run what people called themselves, their campaigns or their ids (CVE-2019-14749)', () => {
    const hostile = '=HYPERLINK("https://evil.example","Ada")';
    const contact = aContact({ name: hostile, email: '+ada@example.com', externalId: '@x' });

    expect(row({ contact, campaign: aCampaign({ name: '-1' }) })).toMatchObject({
      name: `'${hostile}`,
      email: "'+ada@example.com",
      user_external_id: "'@x",
      content_title: "'-1",
    });
  });

  it('leaves the title of a campaign empty that is gone', () => {
    expect(row({ campaign: undefined })).toMatchObject({ content_title: null });
  });
});
