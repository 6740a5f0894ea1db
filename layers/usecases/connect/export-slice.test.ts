import { gunzipSync } from 'node:zlib';
import { type ExportSubject, type ExportWork, newExport } from '#domain/connect/job/export-work';
import { canceledJob, type Job, newJob } from '#domain/connect/job/job';
import { LEAST_JOINED_BYTES } from '#domain/connect/transfer/object-storage';
import { anObjectStorage } from '#domain/connect/transfer/testing';
import { aCampaign, NOON } from '#domain/engage/campaign/testing';
import { aDelivery } from '#domain/engage/delivery/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { aQueue } from '#domain/kernel/testing';
import { mergeContacts } from '#domain/people/contact/merge-contacts';
import { aContact } from '#domain/people/contact/testing';
import type { RunJob } from '#events/run-job';
import { gzippedCsv } from '#platform/gzipped-csv';
import { randomIds } from '#platform/random-ids';
import { memoryStores } from '#store/memory';
import { type ExportPorts, exportSlice } from './export-slice.ts';
import { type Advance, runJob } from './run-job.ts';

const WORKSPACE = 'acmeacme';
const MESSAGE = { workspaceId: WORKSPACE, jobId: '7', correlationId: 'request-1' };
const LATER = NOON + 1_000_000;
const hex = (n: number, length = 24) => n.toString(16).padStart(length, '0');

/** A workspace that has sent so many mails, a second apart, and the export of them. */
async function anExport(
  mails: number,
  change: (ports: ExportPorts) => Partial<ExportPorts> = () => ({}),
  subject?: ExportSubject,
) {
  const stores = memoryStores();
  const storage = anObjectStorage();
  await stores.campaigns.create(aCampaign({ workspaceId: WORKSPACE, name: 'Invite' }));
  for (const n of [1, 2, 3])
    await stores.contacts.create(
      aContact({ id: hex(n), workspaceId: WORKSPACE, name: `Contact ${n}`, externalId: `u-${n}`, email: null }),
    );
  for (let n = 0; n < mails; n += 1) {
    const sent = { id: hex(n, 32), contactId: hex((n % 3) + 1), state: 'sent' as const, sentAt: NOON + n * 1_000 };
    await stores.deliveries.create(aDelivery({ workspaceId: WORKSPACE, ...sent }));
  }
  const work = newExport({ from: NOON, to: LATER }, subject);
  const ids = { id: '7', workspaceId: WORKSPACE, requestedBy: '1', correlationId: 'request-1' };
  await stores.jobs.create(newJob(ids, work, LATER));

  const runJobs = aQueue<RunJob>();
  const clock = stoppedClock(LATER);
  const ports: ExportPorts = { ...stores, storage, csv: gzippedCsv, ids: randomIds };
  const slice = exportSlice({ ...ports, ...change(ports) });
  // A slice holds a page: the clock of the budget runs out at once.
  const advance: Advance = async (job) => {
    if (job.work.kind !== 'export') throw new Error('not an export');
    return slice({ ...job, work: job.work }, { isSpent: () => true, isWanted: async () => true, isLastResort: false });
  };
  const run = (attempt = 1) => runJob({ jobs: stores.jobs, runJobs, advance, clock }, MESSAGE, attempt);

  async function read(): Promise<Job<ExportWork>> {
    const job = await stores.jobs.get(WORKSPACE, '7');
    if (job?.work.kind !== 'export') throw new Error('no such export');
    return { ...job, work: job.work };
  }
  return {
    ...stores,
    storage,
    run,
    read,
    /** Runs slice after slice, each as often as it takes. */
    async finish() {
      for (let message = 0; message < 60; message += 1) {
        const { state } = await read();
        if (state !== 'pending' && state !== 'running') return;
        await run()
          .catch(() => run(2))
          .catch(() => run(3));
      }
      throw new Error('It does not end');
    },
    /** The receipt ids of the file, and its first line. */
    async file() {
      const { key } = { key: (await read()).work.file };
      if (key === null) return undefined;
      const bytes = await storage.read(key, { from: 0, length: Number.MAX_SAFE_INTEGER });
      const [header = '', ...lines] = gunzipSync(bytes).toString().trimEnd().split('\r\n');
      const column = header.split(',').indexOf('receipt_id');
      return { header, lines, receipts: lines.map((line) => line.split(',')[column]) };
    },
  };
}

const receipts = (count: number) => Array.from({ length: count }, (_, n) => hex(n, 32));

describe('an export', () => {
  it('writes a line for each mail, in the order of sending, over as many slices as it takes', async () => {
    const exported = await anExport(250);
    await exported.finish();
    const file = await exported.file();

    expect(await exported.read()).toMatchObject({ state: 'succeeded', work: { rows: 250 } });
    expect(file?.header).toMatch(/^user_id,user_external_id,company_id,email,name,/);
    expect(file?.receipts).toEqual(receipts(250));
    expect(file?.lines[1]).toContain(`${hex(2)},`);
    expect(file?.lines[1]).toContain(',Contact 2,');
    expect(file?.lines[1]).toContain(',Email,Invite,');
  });

  it('of nothing has no file', async () => {
    const exported = await anExport(0);
    await exported.finish();

    expect(await exported.read()).toMatchObject({ state: 'succeeded', work: { rows: 0, pieces: [], file: null } });
    expect(exported.storage.texts()).toEqual({});
  });

  it('has an end although mails are being sent', async () => {
    const exported = await anExport(1);
    await exported.deliveries.create(
      aDelivery({ workspaceId: WORKSPACE, id: hex(99, 32), state: 'sent', sentAt: LATER + 1 }),
    );
    await exported.finish();

    expect((await exported.file())?.receipts).toEqual(receipts(1));
  });

  it('leaves out who was deleted, and names whom somebody was merged into', async () => {
    const exported = await anExport(6);
    const contact = async (n: number) => (await exported.contacts.getMany(WORKSPACE, [hex(n)]))[0] ?? aContact();
    const [one, two, three] = [await contact(1), await contact(2), await contact(3)];
    await exported.contacts.remove(one);
    const after = mergeContacts({ ...two, role: 'lead' }, three, { at: LATER, correlationId: 'm' });
    await exported.contacts.merge(two, { before: three, after });
    await exported.finish();

    const file = await exported.file();
    expect(file?.receipts).toEqual([1, 2, 4, 5].map((n) => hex(n, 32)));
    expect(file?.lines.map((line) => line.split(',')[0])).toEqual([hex(3), hex(3), hex(3), hex(3)]);
    expect((await exported.read()).work.rows).toBe(4);
  });

  it('ends where it is when it is canceled', async () => {
    const exported = await anExport(250);
    await exported.run();
    const job = await exported.read();
    await exported.jobs.save(job, canceledJob(job, LATER));
    await exported.run();

    expect(job.work.rows).toBeGreaterThan(0);
    expect(await exported.read()).toMatchObject({ state: 'canceled', work: { rows: job.work.rows, file: null } });
  });
});

describe('an export of the suppression list', () => {
  it('writes a line for each address, over as many slices as it takes', async () => {
    const exported = await anExport(0, undefined, { of: 'suppressions' });
    await exported.suppressions.add(WORKSPACE, '=1+1@example.com', 'hard_bounced', NOON);
    for (let n = 0; n < 1_200; n += 1)
      await exported.suppressions.add(WORKSPACE, `a${n}@example.com`, 'unsubscribed', NOON + 5_000);
    await exported.suppressions.add(WORKSPACE, 'a7@example.com', 'manual', NOON + 9_000);
    await exported.finish();
    const file = await exported.file();

    expect(await exported.read()).toMatchObject({ state: 'succeeded', work: { rows: 1_201 } });
    expect(file?.header).toBe('address,reason,hard_bounced,marked_as_spam,unsubscribed,manual');
    expect(new Set(file?.lines.map((line) => line.split(',')[0])).size).toBe(1_201);
    expect(file?.lines).toContain(`'=1+1@example.com,hard_bounced,${NOON / 1000},,,`);
    expect(file?.lines).toContain(`a7@example.com,unsubscribed,,,${NOON / 1000 + 5},${NOON / 1000 + 9}`);
  });
});

describe('an export of many megabytes', () => {
  const GZ_OF_A_SLICE = Math.ceil(LEAST_JOINED_BYTES / 2) + 1;
  const large = () => ({
    csv: async (rows: Parameters<ExportPorts['csv']>[0]) => {
      const member = await gzippedCsv(rows);
      // An empty member of the wanted size: the extra field of RFC 1952 is not part of the text.
      return Buffer.concat([member, padding(GZ_OF_A_SLICE - member.length)]);
    },
  });

  it('joins what its slices have written, none of it below what S3 joins', async () => {
    const exported = await anExport(650, large);
    await exported.finish();
    const { work } = await exported.read();

    expect(work.pieces.length).toBe(4);
    expect(work.pieces.slice(0, -1).every(({ bytes }) => bytes >= LEAST_JOINED_BYTES)).toBe(true);
    expect(work.file).toBe('exports/acmeacme/7.csv.gz');
    expect((await exported.file())?.receipts).toEqual(receipts(650));
  });
});

describe('a worker that is killed', () => {
  const calls = ['listSent', 'getMany', 'campaign', 'read', 'put', 'join', 'save', 'saved', 'putDone'] as const;

  it.each(calls)(
    'at %s, at every slice, leaves each line once',
    async (where) => {
      let seen = 0;
      /** Every other such call is the last thing that a worker does. */
      const die = (call: string) => {
        if (call !== where) return;
        seen += 1;
        if (seen % 2 === 1) throw new Error('killed');
      };
      const exported = await anExport(450, ({ deliveries, contacts, campaigns, storage }) => ({
        csv: async (rows) => Buffer.concat([await gzippedCsv(rows), padding(LEAST_JOINED_BYTES / 2)]),
        deliveries: {
          listSent: (...args) => {
            die('listSent');
            return deliveries.listSent(...args);
          },
        },
        contacts: {
          ...contacts,
          getMany: async (workspaceId, ids) => {
            die('getMany');
            return contacts.getMany(workspaceId, ids);
          },
        },
        campaigns: {
          get: async (...args) => {
            die('campaign');
            return campaigns.get(...args);
          },
        },
        storage: {
          read: async (...args) => {
            die('read');
            return storage.read(...args);
          },
          put: async (...args) => {
            die('put');
            const stored = await storage.put(...args);
            die('putDone');
            return stored;
          },
          join: async (...args) => {
            die('join');
            await storage.join(...args);
          },
        },
      }));
      const { save } = exported.jobs;
      exported.jobs.save = async (before, after) => {
        die('save');
        const saved = await save(before, after);
        die('saved');
        return saved;
      };
      await exported.finish();

      expect(seen).toBeGreaterThan(1);
      expect((await exported.file())?.receipts).toEqual(receipts(450));
      expect(await exported.read()).toMatchObject({ state: 'succeeded', work: { rows: 450 } });
    },
    30_000,
  );

  it('or two that do every slice at once, leave each line once', async () => {
    const exported = await anExport(350);
    for (let round = 0; round < 10; round += 1) await Promise.all([exported.run(), exported.run(2)]);

    expect(await exported.read()).toMatchObject({ state: 'succeeded', work: { rows: 350 } });
    expect((await exported.file())?.receipts).toEqual(receipts(350));
  });
});

/** Gzip members without text, that many bytes of them: a member may carry up to 65,535 bytes of extra field. */
function padding(bytes: number): Buffer {
  const members: Buffer[] = [];
  for (let left = bytes; left > 0; left -= 60_000) {
    const extra = Buffer.alloc(Math.min(left, 60_000));
    const length = Buffer.alloc(2);
    length.writeUInt16LE(extra.length);
    const header = Buffer.from([0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255]);
    members.push(header, length, extra, Buffer.from([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  }
  return Buffer.concat(members);
}
