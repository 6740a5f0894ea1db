import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Delivery } from '#domain/engage/delivery/delivery';
import { aDelivery } from '#domain/engage/delivery/testing';
import { aCompany } from '#domain/people/company/testing';
import type { Contact } from '#domain/people/contact/contact';
import { mergeContacts } from '#domain/people/contact/merge-contacts';
import { emptyProfile } from '#domain/targeting/profile/profile';
import { dynamoStores } from '#store/dynamo-stores';
import { contactErasure } from '#store/erasure/erase-contact';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import type { Table } from '#store/table/table';
import { aStoredContact } from './contract/a-stored-contact.ts';
import { begun, reply } from './contract/conversations.ts';
import { aStoredEvent } from './contract/events.ts';
import { hex, workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';

jest.setTimeout(30_000);
const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`former contacts: left out: ${absent}\n`);

const FAR = 4_102_444_800_000;
const COMPANY = 'c'.repeat(24);
const LINKED_AT = 1_767_600_000_500;

(absent === undefined ? describe : describe.skip)('what is left of a contact', () => {
  let engine: Engine;
  let table: Table;
  let stores: Stores;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    table = dynamoTable(engine.client, engine.table);
    stores = dynamoStores(table);
  }, 30_000);
  afterAll(() => engine.stop());

  /** Every item of the table that mentions one of the texts, as JSON. */
  async function traces(...texts: string[]): Promise<string[]> {
    const found: string[] = [];
    let from: Record<string, never> | undefined;
    do {
      const page = await engine.client.send(
        new ScanCommand({ TableName: engine.table, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
      );
      found.push(...(page.Items ?? []).map((item) => JSON.stringify(item)));
      from = page.LastEvaluatedKey as typeof from;
    } while (from !== undefined);
    return found.filter((item) => texts.some((text) => item.toLowerCase().includes(text.toLowerCase())));
  }

  /** A contact with something of everything that a contact can have. */
  async function settled(contact: Contact): Promise<Contact> {
    const { workspaceId, id: contactId } = contact;
    await stores.contacts.create(contact);
    await stores.events.append(aStoredEvent({ workspaceId, contactId, name: 'signed-in' }));
    await stores.events.append(aStoredEvent({ workspaceId, contactId, name: 'claimed', id: 'own' }), 'id');
    await stores.profiles.save({
      ...emptyProfile(workspaceId, contactId),
      events: { 'signed-in': { count: 2, first: 10, last: 20 } },
      armedAt: FAR,
    });
    for (const at of [FAR, FAR - 5]) {
      await stores.due.arm({ workspaceId, kind: 'targeting', subjectId: contactId, at });
    }
    await stores.deliveries.create(aDelivery({ workspaceId, contactId }));
    const listener = { workspaceId, kind: 'contact' as const, id: contactId };
    await stores.connections.open({ id: `${contactId}=`, listener, connectedAt: 1, expiresAt: FAR });
    await stores.connections.createTicket({ hash: `t${contactId}`, listener, expiresAt: FAR });
    const session = { id: `s${contactId}`, hash: `s${contactId}`, workspaceId, contactId };
    await stores.connections.createSession({ ...session, verified: false, createdAt: 1, expiresAt: FAR });
    const link = { workspaceId, contactId, correlationId: 'r' };
    const tagged = { ...contact, tagIds: ['7'] };
    await stores.contactLinks.putTag(
      { before: contact, after: tagged },
      { ...link, tagId: '7', appliedAt: LINKED_AT, appliedBy: '1' },
    );
    const first = { ...tagged, version: contact.version + 1 };
    const company =
      (await stores.companies.get(workspaceId, COMPANY)) ??
      aCompany({ workspaceId, id: COMPANY, companyId: 'acme', version: 0 });
    if (company.version === 0) await stores.companies.create(company);
    const attached = { ...first, companyIds: [COMPANY] };
    await stores.contactLinks.putCompany(
      { before: first, after: attached },
      { before: company, after: { ...company, userCount: company.userCount + 1 } },
      { ...link, companyId: COMPANY, attachedAt: LINKED_AT },
    );
    return { ...attached, version: first.version + 1 };
  }

  /** A conversation that a contact began and a teammate answered. */
  async function conversed(workspaceId: string, { id, name, email }: Contact) {
    const start = begun(workspaceId);
    const author = { type: 'user' as const, id, name, email };
    const conversation = {
      ...start.conversation,
      contactIds: [id],
      source: { ...start.conversation.source, author },
    };
    await stores.conversations.create(conversation, { ...start.part, author, clientId: 'k-1' });
    const next = reply(conversation, 'k-2');
    await stores.conversations.append(conversation, next.conversation, { ...next.part, author });
    return conversation.id;
  }

  const remains = () => contactErasure(table);
  const ada = (workspaceId: string, changes: Partial<Contact> = {}) =>
    aStoredContact({
      workspaceId,
      id: `ada${workspaceId}`.padEnd(24, 'a').slice(0, 24),
      externalId: `ext-${workspaceId}`,
      email: `${workspaceId}@ada.example`,
      name: `Ada of ${workspaceId}`,
      lastSeenAt: 5,
      ownerId: '1',
      ...changes,
    });

  it('erases every trace of a deleted contact, and keeps what others wrote', async () => {
    const workspaceId = workspaceOfTest();
    const contact = await settled(ada(workspaceId));
    const conversationId = await conversed(workspaceId, contact);
    expect((await traces(contact.id)).length).toBeGreaterThan(15);

    await stores.contacts.remove(contact);
    await remains().erase(workspaceId, contact.id);

    expect(await traces(contact.id, contact.email ?? '', contact.name ?? '', contact.externalId ?? '')).toEqual([]);
    expect(await stores.conversations.get(workspaceId, conversationId)).toMatchObject({ contactIds: [] });
    expect((await stores.companies.get(workspaceId, COMPANY))?.userCount).toBe(0);
    expect(await stores.due.nextAfter(workspaceId, 0)).toBeUndefined();
  });

  it('erases nothing of a contact that is there', async () => {
    const workspaceId = workspaceOfTest();
    const contact = await settled(ada(workspaceId));

    await remains().erase(workspaceId, contact.id);

    expect(await stores.contacts.get(workspaceId, contact.id)).toMatchObject({ name: contact.name });
    expect(await stores.due.nextAfter(workspaceId, 0)).toBe(FAR - 5);
  });

  it('finishes an erasure that was broken off after any write', async () => {
    for (let writes = 0; ; writes += 3) {
      const workspaceId = workspaceOfTest();
      const contact = await settled(ada(workspaceId));
      await conversed(workspaceId, contact);
      await stores.contacts.remove(contact);

      const broken = await contactErasure(crashing(table, writes))
        .erase(workspaceId, contact.id)
        .then(
          () => false,
          () => true,
        );
      await remains().erase(workspaceId, contact.id);

      expect(await traces(contact.id, contact.name ?? '')).toEqual([]);
      if (!broken) return;
    }
  });

  it('gives everything of a merged lead to the user, whenever it is broken off', async () => {
    for (let writes = 0; ; writes += 3) {
      const workspaceId = workspaceOfTest();
      const user = await settled(ada(workspaceId));
      const lead = await settled(
        ada(workspaceId, { id: hex(70), role: 'lead', externalId: null, email: `lead@${workspaceId}.co`, name: 'L' }),
      );
      const conversationId = await conversed(workspaceId, lead);
      const after = mergeContacts(lead, user, { at: 9, correlationId: 'm' });
      await stores.contacts.merge(lead, { before: user, after });

      const broken = await contactErasure(crashing(table, writes))
        .move(workspaceId, lead.id, user.id)
        .then(
          () => false,
          () => true,
        );
      await remains().move(workspaceId, lead.id, user.id);

      const profile = await stores.profiles.get(workspaceId, user.id);
      expect(profile.events['signed-in']).toEqual({ count: 4, first: 10, last: 20 });
      expect((await stores.events.list(workspaceId, user.id, 50)).events).toHaveLength(2);
      expect(await stores.conversations.get(workspaceId, conversationId)).toMatchObject({
        contactIds: [user.id],
        source: { author: { type: 'user', id: user.id } },
      });
      expect((await stores.companies.get(workspaceId, COMPANY))?.userCount).toBe(1);
      expect(await stores.contactLinks.listTags(workspaceId, user.id)).toHaveLength(1);
      expect(await stores.connections.findSession(workspaceId, `s${lead.id}`)).toBeUndefined();
      // The mark and the link to it are what is left.
      const left = (await traces(lead.id)).filter((item) => item.includes(workspaceId));
      expect(left.map((item) => JSON.parse(item).entity.S).sort()).toEqual(['former-contact', 'merge-link']);
      expect(await stores.contacts.findFormer(workspaceId, lead.id)).toMatchObject({ mergedInto: user.id });
      if (!broken) return;
    }
  });

  it('lists what was sent to a merged lead once, whenever its move is broken off, and no more when the user is deleted', async () => {
    for (let writes = 0; ; writes += 1) {
      const workspaceId = workspaceOfTest();
      const user = ada(workspaceId);
      const lead = ada(workspaceId, { id: hex(60), role: 'lead', externalId: null, email: null });
      await stores.contacts.create(user);
      await stores.contacts.create(lead);
      const ids = [1, 2, 3].map(hex);
      for (const [n, id] of ids.entries())
        await stores.deliveries.create(
          aDelivery({ workspaceId, id, contactId: lead.id, state: 'sent', sentAt: 50 + n }),
        );
      const listed = async () => {
        const found: Delivery[] = [];
        for await (const { deliveries } of stores.deliveries.listSent(workspaceId, { from: 0, to: 99 }))
          found.push(...deliveries);
        return found;
      };
      const after = mergeContacts(lead, user, { at: 9, correlationId: 'm' });
      await stores.contacts.merge(lead, { before: user, after });

      const broken = await contactErasure(crashing(table, writes))
        .move(workspaceId, lead.id, user.id)
        .then(
          () => false,
          () => true,
        );
      expect((await listed()).map(({ id }) => id)).toEqual(ids);
      await remains().move(workspaceId, lead.id, user.id);
      expect((await listed()).map(({ id, contactId }) => [id, contactId])).toEqual(ids.map((id) => [id, user.id]));
      if (broken) continue;

      await stores.contacts.remove({ ...after, version: user.version + 1 });
      await remains().erase(workspaceId, user.id);
      expect(await listed()).toEqual([]);
      return;
    }
  });

  it('erases the ids that were merged into a contact with it', async () => {
    const workspaceId = workspaceOfTest();
    const user = await settled(ada(workspaceId));
    const lead = await settled(ada(workspaceId, { id: hex(80), role: 'lead', externalId: null, email: null }));
    const after = mergeContacts(lead, user, { at: 9, correlationId: 'm' });
    await stores.contacts.merge(lead, { before: user, after });
    await remains().move(workspaceId, lead.id, user.id);

    const merged = await stores.contacts.get(workspaceId, user.id);
    if (merged === undefined) throw new Error('the user is there');
    await stores.contacts.remove(merged);
    await remains().erase(workspaceId, user.id);

    const left = await traces(user.id, lead.id);
    expect(left.filter((item) => item.includes(workspaceId))).toEqual([]);
  });
});

/** The table, which fails for good after so many writes. */
function crashing(table: Table, writes: number): Table {
  let left = writes;
  const counted = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => {
    return async (...args: A): Promise<R> => {
      left -= 1;
      if (left < 0) throw new Error('crashed');
      return await run(...args);
    };
  };
  return {
    ...table,
    put: counted(table.put),
    remove: counted(table.remove),
    transact: counted(table.transact),
    writeMany: counted(table.writeMany),
  };
}
