import { aDelivery } from '#domain/engage/delivery/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { aCompany } from '#domain/people/company/testing';
import { aDataAttribute } from '#domain/people/data-attribute/testing';
import { withNote } from '#domain/people/note/note';
import { aNote } from '#domain/people/note/testing';
import { aTag } from '#domain/people/tag/testing';
import { emptyProfile, type Profile } from '#domain/targeting/profile/profile';
import { anActivity } from '#domain/workspace/activity/testing';
import { anAccessToken, anAdmin, aWorkspace } from '#domain/workspace/workspace/testing';
import { dynamoStores } from '#store/dynamo-stores';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import { forEachConcurrently } from '#usecases/kernel/for-each-concurrently';
import { contactSearch } from '#usecases/targeting/contact-search';
import { aStoredContact } from './contract/a-stored-contact.ts';
import { begun, reply } from './contract/conversations.ts';
import { aStoredEvent } from './contract/events.ts';
import { hex, workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';
import { type Bill, meter } from './engine/meter.ts';

const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`store units: left out: ${absent}\n`);

/** What the design allows (section 7), and what keeps it there: an operation that grows dearer fails here. */
(absent === undefined ? describe : describe.skip)('request units', () => {
  let engine: Engine;
  let stores: Stores;
  let cost: (run: () => Promise<unknown>) => Promise<Bill>;
  let workspaceId: string;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    cost = meter(engine.client);
    stores = dynamoStores(dynamoTable(engine.client, engine.table));
  }, 30_000);
  afterAll(() => engine.stop());
  beforeEach(() => {
    workspaceId = workspaceOfTest();
  });

  it('appends an event for one write unit, two if its id is claimed', async () => {
    const event = aStoredEvent({ workspaceId });

    expect(await cost(() => stores.events.append(event))).toEqual({ calls: 1, reads: 0, writes: 1 });
    expect(await cost(() => stores.events.append({ ...event, id: 'm' }, 'id'))).toEqual({
      calls: 2,
      reads: 0,
      writes: 2,
    });
  });

  it('reads and saves an ordinary profile of 20 rules for one unit each', async () => {
    const name = (n: number) => `some-event-name-${n}`;
    const profile = {
      ...emptyProfile(workspaceId, hex(1)),
      events: Object.fromEntries(
        [1, 2, 3].map((n) => [name(n), { count: 120, first: 1_767_600_000_000, last: 1_767_600_000_001 }]),
      ),
      memberships: Object.fromEntries(
        Array.from({ length: 20 }, (_, n) => [
          hex(n),
          { member: n % 2 === 0, ruleVersion: 1, since: 1_767_600_000_000, entries: 1 },
        ]),
      ),
      armedAt: 1_767_600_000_000,
      appliedSequence: '111100000000001234567890',
      correlationId: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
    };

    expect(await cost(() => stores.profiles.save(profile))).toEqual({ calls: 1, reads: 0, writes: 1 });
    expect(await cost(() => stores.profiles.get(workspaceId, hex(1)))).toEqual({ calls: 1, reads: 1, writes: 0 });
  });

  it('saves a profile of 120 event names and 100 rules for two units an event at most, reading three', async () => {
    const name = (n: number) => `some-event-name-${n}`;
    const at = 1_767_600_000_000;
    const summary = (n: number) => ({ count: 120 + n, first: at + n * 7_777, last: at + 1_000_000 + n * 3_333 });
    const grown: Profile = {
      ...emptyProfile(workspaceId, hex(1)),
      events: Object.fromEntries(Array.from({ length: 120 }, (_, n) => [name(n), summary(n)])),
      memberships: Object.fromEntries(
        Array.from({ length: 100 }, (_, n) => [
          hex(n * 7_919),
          { member: n % 2 === 0, ruleVersion: 1, since: at + n * 5_555, entries: 1 },
        ]),
      ),
      appliedMarks: Array.from({ length: 16 }, () => 'abcdefghi'),
      appliedSequence: '1111000000000012345678901234567890123456',
      correlationId: '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b',
    };
    await stores.profiles.save(grown);
    // Every event another name: what a profile keeps apart is rewritten the most often so.
    const bill = await cost(async () => {
      for (let event = 0; event < 120; event += 1) {
        const profile = await stores.profiles.get(workspaceId, hex(1));
        await stores.profiles.save({
          ...profile,
          events: {
            ...profile.events,
            [name(event)]: { ...summary(event), count: 121 + event, last: at + 9_000_000 + event },
          },
        });
      }
    });

    expect(bill.writes / 120).toBeLessThanOrEqual(2);
    expect(bill.reads / 120).toBeLessThanOrEqual(3);
  });

  it('reads an idle shard of the due index for half a unit, and arms and removes a timer for one each', async () => {
    const entry = { workspaceId, kind: 'targeting' as const, subjectId: hex(1), at: 1_767_600_000_000 };

    expect(await cost(() => stores.due.listDue(workspaceId, 0, 1_767_600_000_000, 100))).toEqual({
      calls: 1,
      reads: 0.5,
      writes: 0,
    });
    expect(await cost(() => stores.due.arm(entry))).toEqual({ calls: 1, reads: 0, writes: 1 });
    expect(await cost(() => stores.due.remove([entry]))).toEqual({ calls: 1, reads: 0, writes: 1 });
  });

  it('creates a lead with one put, a user with claims in one transaction, and updates without claims in one put', async () => {
    const lead = aStoredContact({ workspaceId, role: 'lead' });
    const user = aStoredContact({ workspaceId, id: hex(2), externalId: 'u', email: 'a@b.co' });

    expect(await cost(() => stores.contacts.create(lead))).toMatchObject({ calls: 1, writes: 2 });
    const created = await cost(() => stores.contacts.create(user));
    expect(created.calls).toBe(1);
    expect(created.writes).toBeLessThanOrEqual(8);
    expect(await cost(() => stores.contacts.update(user, { ...user, name: 'Ada' }))).toMatchObject({
      calls: 1,
      writes: 1,
    });
  });

  it('finds a contact by external id or e-mail for two read units in two round trips', async () => {
    await stores.contacts.create(aStoredContact({ workspaceId, externalId: 'u', email: 'a@b.co' }));

    const found = { calls: 2, reads: 2, writes: 0 };
    expect(await cost(() => stores.contacts.findByExternalId(workspaceId, 'u'))).toEqual(found);
    expect(await cost(() => stores.contacts.findUserByEmail(workspaceId, 'a@b.co'))).toEqual(found);
    expect(await cost(() => stores.contacts.get(workspaceId, hex(1)))).toEqual({ calls: 1, reads: 1, writes: 0 });
  });

  it('searches by e-mail or external id within two read units, and by a listing in proportion to the page', async () => {
    await forEachConcurrently(
      Array.from({ length: 400 }, (_, n) => n + 1),
      async (n) => {
        const at = 1_767_600_000_000 + n;
        const who = { id: hex(n), externalId: `u${n}`, email: `u${n}@b.co`, createdAt: at, lastSeenAt: at };
        await stores.contacts.create(aStoredContact({ workspaceId, ...who, ownerId: String(n % 4) }));
      },
    );
    const search = contactSearch({ ...stores, clock: stoppedClock(1_767_700_000_000) });
    const actor = { kind: 'admin' as const, workspaceId, adminId: '1' };
    const bill = (field: string, operator: string, value: unknown) =>
      cost(() => search(actor, { query: { field, operator, value }, pagination: { per_page: 20 } }, {}));
    const setting = await cost(() => stores.workspaces.get(workspaceId));
    const bills = {
      email: await bill('email', '=', 'u7@b.co'),
      external: await bill('external_id', '=', 'u7'),
      owner: await bill('owner_id', '=', 3),
      created: await bill('created_at', '>', 1),
      seen: await bill('last_seen_at', '>', 1),
      scan: await bill('name', '~', 'nobody'),
    };
    const reads = Object.fromEntries(Object.entries(bills).map(([name, { reads }]) => [name, reads - setting.reads]));

    expect(reads.email).toBeLessThanOrEqual(2);
    expect(reads.external).toBeLessThanOrEqual(2);
    // 21 contacts, the keys of each shard, and the keys that are counted.
    expect(reads.owner).toBeLessThanOrEqual(16);
    expect(reads.created).toBeLessThanOrEqual(32);
    expect(reads.seen).toBeLessThanOrEqual(32);
    // Half a unit for each contact of the one pass, and its keys.
    expect(reads.scan).toBeLessThanOrEqual(230);
    if (process.env.SHOW_UNITS) process.stderr.write(`${JSON.stringify(bills)}\n`);
  }, 30_000);

  it('begins a conversation and appends a message within 12 write units and one round trip', async () => {
    const { conversation, part } = begun(workspaceId);
    const next = reply(conversation, 'r-1');

    const create = await cost(() => stores.conversations.create(conversation, part));
    const append = await cost(() => stores.conversations.append(conversation, next.conversation, next.part));

    expect([create.calls, append.calls]).toEqual([1, 1]);
    expect(create.writes).toBeLessThanOrEqual(12);
    expect(append.writes).toBeLessThanOrEqual(12);
  });

  it('does not pay for a long first message again with every reply', async () => {
    const { conversation, part } = begun(workspaceId);
    const body = 'x'.repeat(20_000);
    const long = { ...conversation, source: { ...conversation.source, body } };
    await stores.conversations.create(long, { ...part, body });
    const next = reply(long, 'r-1');

    const append = await cost(() => stores.conversations.append(long, next.conversation, next.part));

    expect(append.writes).toBeLessThanOrEqual(12);
    expect((await stores.conversations.get(workspaceId, long.id))?.source.body).toBe(body);
  });

  it('writes each step of a send and each take of the rate limit for one unit', async () => {
    const delivery = aDelivery({ workspaceId });
    const one = { calls: 1, reads: 0, writes: 1 };

    expect(await cost(() => stores.deliveries.create(delivery))).toEqual(one);
    const sending = { ...delivery, state: 'sending' as const, attempts: 1 };
    expect(await cost(() => stores.deliveries.update(delivery, sending))).toEqual(one);
    // The place in the listing of what was sent is a unit more, once.
    const sent = { ...sending, state: 'sent' as const, sentAt: 1_767_600_000_000, version: 2 };
    expect(await cost(() => stores.deliveries.update(sent, sent))).toEqual({ ...one, writes: 2 });
    const delivered = { ...sent, state: 'delivered' as const, deliveredAt: 1_767_600_000_500, version: 3 };
    expect(await cost(() => stores.deliveries.update(delivered, delivered))).toEqual(one);
    expect(await cost(() => stores.rateWindows.take(workspaceId, 1, 1, 10))).toEqual(one);
  });

  it('lists what was sent for little more than a read unit each, however many shards there are', async () => {
    const [from, to] = [1_767_600_000_000, 1_767_600_000_999];
    await forEachConcurrently(
      Array.from({ length: 300 }, (_, n) => n),
      async (n) => {
        await stores.deliveries.create(aDelivery({ workspaceId, id: hex(n), state: 'sent', sentAt: from + n }));
      },
    );

    const bill = await cost(async () => {
      for await (const page of stores.deliveries.listSent(workspaceId, { from, to }))
        expect(page.deliveries.length).toBeLessThanOrEqual(100);
    });

    expect(bill.reads).toBeLessThanOrEqual(1.1 * 300);
    expect(bill.writes).toBe(0);
  });

  it('opens a socket for two units and pushes to it after one read', async () => {
    const listener = { workspaceId, kind: 'contact' as const, id: hex(1) };
    const ticket = { hash: 'h', listener, expiresAt: 4_102_444_800_000 };
    const connection = { id: `${workspaceId}=`, listener, connectedAt: 1, expiresAt: 4_102_444_800_000 };

    expect(await cost(() => stores.connections.createTicket(ticket))).toEqual({ calls: 1, reads: 0, writes: 2 });
    expect(await cost(() => stores.connections.redeemTicket(workspaceId, 'h', 1))).toEqual({
      calls: 1,
      reads: 0,
      writes: 2,
    });
    expect(await cost(() => stores.connections.open(connection))).toEqual({ calls: 1, reads: 0, writes: 2 });
    expect(await cost(() => stores.connections.listByListener(listener))).toEqual({ calls: 1, reads: 1, writes: 0 });
  });

  it('reads a company by any of its ids for at most two units, and writes what changes', async () => {
    const company = aCompany({ workspaceId, name: 'Acme', userCount: 1 });
    const { companies } = stores;

    expect(await cost(() => companies.create(company))).toMatchObject({ calls: 1, writes: 6 });
    expect(await cost(() => companies.get(workspaceId, company.id))).toEqual({ calls: 1, reads: 1, writes: 0 });
    expect(await cost(() => companies.findByCompanyId(workspaceId, 'acme'))).toEqual({ calls: 2, reads: 2, writes: 0 });
    expect(await cost(() => companies.findByName(workspaceId, 'Acme'))).toEqual({ calls: 2, reads: 1.5, writes: 0 });
    expect(await cost(() => companies.update(company, { ...company, plan: 'pro' }))).toEqual({
      ...{ calls: 1, reads: 0, writes: 1 },
    });
  });

  it('lists companies by keys alone, and completes a page with one batch', async () => {
    const { companies } = stores;
    for (let n = 0; n < 60; n += 1)
      await companies.create(aCompany({ workspaceId, id: hex(n), companyId: `c${n}`, userCount: 1, lastRequestAt: n }));
    const places = await companies.listPlaces(workspaceId, { limit: 10_000, newestFirst: true });
    const page = places.slice(0, 15).map(({ companyId }) => companyId);

    expect(places).toHaveLength(60);
    // Half a unit for 4 kB of keys: 10,000 companies take about 200 units, a page of 15 another 15.
    expect(
      (await cost(() => companies.listPlaces(workspaceId, { limit: 10_000, newestFirst: true }))).reads,
    ).toBeLessThanOrEqual(1.5);
    expect(await cost(() => companies.getMany(workspaceId, page))).toEqual({ calls: 1, reads: 15, writes: 0 });
  });

  it('tags a contact and attaches it to a company in one transaction each, and lists who is linked by keys', async () => {
    const contact = aStoredContact({ workspaceId });
    const company = aCompany({ workspaceId });
    const tag = aTag({ workspaceId });
    const of = { workspaceId, contactId: contact.id, correlationId: 'r' };
    await stores.contacts.create(contact);
    await stores.companies.create(company);

    expect(await cost(() => stores.tags.create(tag))).toMatchObject({ calls: 1, writes: 4 });
    const tagged = { ...contact, tagIds: [tag.id] };
    const apply = await cost(() =>
      stores.contactLinks.putTag(
        { before: contact, after: tagged },
        { ...of, tagId: tag.id, appliedAt: 1, appliedBy: '1' },
      ),
    );
    const attach = await cost(() =>
      stores.contactLinks.putCompany(
        { before: { ...tagged, version: 2 }, after: { ...tagged, companyIds: [company.id] } },
        { before: company, after: { ...company, userCount: 1 } },
        { ...of, companyId: company.id, attachedAt: 1 },
      ),
    );
    const list = await cost(() =>
      stores.contactLinks.listContacts(workspaceId, { tagId: tag.id }, { limit: 50, newestFirst: true }),
    );

    expect([apply.calls, attach.calls]).toEqual([1, 1]);
    expect([apply.writes, attach.writes]).toEqual([5, 8]);
    expect(list).toEqual({ calls: 1, reads: 0.5, writes: 0 });
  });

  it('writes a note and the contact that names it in one round trip, and finds a note in two', async () => {
    await stores.contacts.create(aStoredContact({ workspaceId, id: hex(1) }));
    const before = await stores.contacts.get(workspaceId, hex(1));
    if (before === undefined) throw new Error('no contact');
    const note = aNote({ workspaceId, owner: { kind: 'contact', id: hex(1) } });

    const written = await cost(() => stores.notes.createForContact(note, { before, after: withNote(before, note) }));
    const found = await cost(() => stores.notes.get(workspaceId, note.id));
    const listed = await cost(() => stores.notes.list(workspaceId, note.owner, 50));

    expect(written).toEqual({ calls: 1, reads: 0, writes: 5 });
    expect(found).toEqual({ calls: 2, reads: 1, writes: 0 });
    expect(listed).toEqual({ calls: 1, reads: 1, writes: 0 });
  });

  it('declares an attribute and admits an event name for one write unit each, with a line of the log for four', async () => {
    const names = { workspaceId, names: ['placed-order'], version: 0 };

    expect(await cost(() => stores.dataAttributes.create(aDataAttribute({ workspaceId })))).toMatchObject({
      writes: 1,
    });
    expect(await cost(() => stores.dataAttributes.list(workspaceId))).toEqual({ calls: 1, reads: 1, writes: 0 });
    expect(await cost(() => stores.eventNames.save(names))).toMatchObject({ writes: 1 });
    expect(await cost(() => stores.eventNames.get(workspaceId))).toEqual({ calls: 1, reads: 1, writes: 0 });
    // Two items, and a transaction doubles what they cost.
    const told = aDataAttribute({ workspaceId, name: 'told' });
    const recorded = [anActivity({ workspaceId })];
    expect(await cost(() => stores.dataAttributes.create(told, recorded))).toMatchObject({ calls: 1, writes: 4 });
  });

  it('finds an access token for one read unit, and notes its use for one write unit', async () => {
    const token = anAccessToken({ workspaceId, hash: 'ab12' });
    await stores.workspaces.create(aWorkspace({ id: workspaceId }), [anAdmin({ workspaceId })], [token]);

    expect(await cost(() => stores.workspaces.findToken(workspaceId, 'ab12'))).toEqual({
      calls: 1,
      reads: 1,
      writes: 0,
    });
    expect(await cost(() => stores.workspaces.noteUse(token, 99))).toEqual({ calls: 1, reads: 0, writes: 1 });
  });
});
