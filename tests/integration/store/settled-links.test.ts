import { stoppedClock } from '#domain/kernel/clock';
import { aCompany } from '#domain/people/company/testing';
import { type Contact, isListed } from '#domain/people/contact/contact';
import { aTag } from '#domain/people/tag/testing';
import { randomIds } from '#platform/random-ids';
import { dynamoStores } from '#store/dynamo-stores';
import { contactErasure } from '#store/erasure/erase-contact';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import type { Table } from '#store/table/table';
import { attachCompany, detachCompany } from '#usecases/people/contact-companies';
import * as lifecycle from '#usecases/people/contact-lifecycle';
import { tagContact, untagContact } from '#usecases/people/contact-tags';
import { aStoredContact } from './contract/a-stored-contact.ts';
import { hex, workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';

jest.setTimeout(60_000);
const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`settled links: left out: ${absent}\n`);

const COMPANY = hex(0xc0);
const TAG = '71';
const SEGMENT = hex(0x5e);
const CLOCK = stoppedClock(1_767_700_000_000);

(absent === undefined ? describe : describe.skip)('what lists and counts have of the links of contacts', () => {
  let engine: Engine;
  let table: Table;
  let stores: Stores;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    table = dynamoTable(engine.client, engine.table);
    stores = dynamoStores(table);
  }, 30_000);
  afterAll(() => engine.stop());

  async function aWorkspace() {
    const workspaceId = workspaceOfTest();
    const actor = { kind: 'admin' as const, workspaceId, adminId: '1' };
    await stores.companies.create(aCompany({ id: COMPANY, workspaceId }));
    await stores.tags.create(aTag({ id: TAG, workspaceId }));
    const ports = { ...stores, clock: CLOCK, ids: randomIds };
    const tags = {
      apply: (contactId: string) => tagContact(ports, actor, { contactId, tagId: TAG }, 'r'),
      remove: (contactId: string) => untagContact(ports, actor, { contactId, tagId: TAG }, 'r'),
    };
    const companies = {
      attach: (contactId: string) => attachCompany(ports, actor, { contactId, companyId: COMPANY }, 'r'),
      detach: (contactId: string) => detachCompany(ports, actor, { contactId, companyId: COMPANY }, 'r'),
    };
    const flag = {
      archive: (contactId: string) => lifecycle.archiveContact(ports, actor, contactId, 'r'),
      unarchive: (contactId: string) => lifecycle.unarchiveContact(ports, actor, contactId, 'r'),
      block: (contactId: string) => lifecycle.blockContact(ports, actor, contactId, 'r'),
    };
    const list = { workspaceId, segmentId: SEGMENT, version: 1 };
    /** A contact with a tag, a company and a segment. */
    const linked = async (changes: Partial<Contact> = {}) => {
      const contact = aStoredContact({ workspaceId, ...changes });
      await stores.contacts.create(contact);
      await tags.apply(contact.id);
      await companies.attach(contact.id);
      await stores.segmentMembers.put(list, { contactId: contact.id, createdAt: contact.createdAt });
      return contact.id;
    };
    const counts = async () => ({
      tagged: await stores.contacts.countListed(workspaceId, { by: 'tag_id', id: TAG }, 0),
      inCompany: await stores.contacts.countListed(workspaceId, { by: 'company_id', id: COMPANY }, 0),
      userCount: (await stores.companies.get(workspaceId, COMPANY))?.userCount,
      inSegment: await stores.segmentMembers.count(list, 0),
    });
    return { workspaceId, actor, tags, companies, flag, ports, linked, counts };
  }
  const all = (n: number) => ({ tagged: n, inCompany: n, userCount: n, inSegment: n });

  it('is settled by the stream when an archival or its end was broken off after any write', async () => {
    for (let writes = 1; ; writes += 1) {
      const { workspaceId, linked, counts } = await aWorkspace();
      const contactId = await linked();
      const broken = dynamoStores(crashing(table, writes));
      let isBroken = false;
      for (const archived of [true, false, true]) {
        const before = await stores.contacts.get(workspaceId, contactId);
        if (before === undefined) throw new Error('the contact is there');
        await broken.contacts.update(before, { ...before, archived }).catch(() => {
          isBroken = true;
        });
        const after = await stores.contacts.get(workspaceId, contactId);
        await Promise.all([1, 2].map(() => stores.contactLinks.settle(workspaceId, contactId)));

        expect(await counts()).toEqual(all(after !== undefined && isListed(after) ? 1 : 0));
      }
      if (!isBroken) return;
    }
  });

  it('is what is shown after contacts were archived, brought back, merged, deleted, tagged and detached all at once', async () => {
    const { workspaceId, actor, tags, companies, flag, ports, linked, counts } = await aWorkspace();
    const ids = await Promise.all(Array.from({ length: 8 }, (_, n) => linked({ id: hex(n + 1) })));
    const leads = await Promise.all(
      [101, 102].map((n) => linked({ id: hex(n), role: 'lead', email: `lead${n}@b.co` })),
    );
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = ids;
    const [first = '', second = ''] = leads;
    const quietly = (work: Promise<unknown>) => work.catch(() => undefined);

    await Promise.all(
      [
        flag.archive(a),
        tags.remove(a),
        flag.archive(b),
        flag.unarchive(b),
        companies.detach(b),
        flag.block(c),
        tags.apply(c),
        lifecycle.removeContact(ports, actor, d),
        flag.archive(e),
        companies.detach(e),
        companies.attach(e),
        lifecycle.mergeContact(ports, actor, { fromId: first, intoId: f, duplicatesOnly: false }, 'r'),
        flag.archive(f),
        flag.archive(second),
      ].map(quietly),
    );
    // What the stream's consumer and its workers do, twice as they may.
    for (let copy = 0; copy < 2; copy += 1) {
      for (const id of [...ids, ...leads]) {
        const former = await stores.contacts.findFormer(workspaceId, id);
        if (former === undefined) await stores.contactLinks.settle(workspaceId, id);
        else if (former.mergedInto === null) await contactErasure(table).erase(workspaceId, id);
        else await contactErasure(table).move(workspaceId, id, former.mergedInto);
      }
      await contactErasure(table).erase(workspaceId, d);
    }

    const shown = (await stores.contacts.getMany(workspaceId, [...ids, ...leads])).filter(isListed);
    const inCompany = shown.filter(({ companyIds }) => companyIds.includes(COMPANY)).length;
    expect(await counts()).toEqual({
      tagged: shown.filter(({ tagIds }) => tagIds.includes(TAG)).length,
      inCompany,
      userCount: inCompany,
      inSegment: shown.length,
    });
    expect(await stores.contacts.countListed(workspaceId, { by: 'created_at', from: null, to: null }, 0)).toBe(
      shown.length,
    );
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
  return { ...table, put: counted(table.put), transact: counted(table.transact) };
}
