import { dynamoStores } from '#store/dynamo-stores';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import type { Stores } from '#store/stores';
import { dynamoTable } from '#store/table/dynamo-table';
import { type BackfillPorts, backfill } from '#usecases/targeting/backfill';
import { cachedLiveRules } from '#usecases/targeting/live-rules';
import { type MemberPorts, recordMembers } from '#usecases/targeting/segment-members';
import { createSegment, reportSegment } from '#usecases/targeting/segments';
import { aStoredContact } from './contract/a-stored-contact.ts';
import { hex, workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';
import { type Bill, meter } from './engine/meter.ts';

const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`segment units: left out: ${absent}\n`);

const CONTACTS = 400;
const MEMBERS = 100;
const NOW = 1_767_700_000_000;

(absent === undefined ? describe : describe.skip)('request units of a segment', () => {
  let engine: Engine;
  let stores: Stores;
  let cost: (run: () => Promise<unknown>) => Promise<Bill>;
  beforeAll(async () => {
    engine = await startEngine(dynoxide);
    cost = meter(engine.client);
    stores = dynamoStores(dynamoTable(engine.client, engine.table));
  }, 30_000);
  afterAll(() => engine.stop());

  it('builds for two read units a contact and its place, and a write for a member', async () => {
    const workspaceId = workspaceOfTest();
    for (let n = 1; n <= CONTACTS; n += 1) {
      const plan = n <= MEMBERS ? 'pro' : 'free';
      const who = { externalId: `u${n}`, email: `u${n}@b.co`, customAttributes: { plan } };
      await stores.contacts.create(aStoredContact({ workspaceId, id: hex(n), ...who }));
    }
    const clock = { now: () => NOW };
    const ports: BackfillPorts & MemberPorts = {
      ...stores,
      due: stores.due,
      clock,
      liveRules: cachedLiveRules(stores.rules),
      evaluations: { send: async () => {} },
    };
    const product = {
      ...stores,
      clock,
      ids: { decimalId: () => '1', hexId: () => hex(9) },
      shards: LISTING_SHARDS,
    };
    const actor = { kind: 'admin' as const, workspaceId, adminId: '1' };
    const draft = { name: 'Paying', rule: { attribute: 'plan', op: 'eq', value: 'pro' }, personType: 'user' as const };
    const { id: ruleId } = await createSegment(product, actor, draft, 'request-1');
    const job = { kind: 'backfill' as const, workspaceId, ruleId, ruleVersion: 1, correlationId: 'request-1' };

    const build = await cost(async () => {
      for (let shard = 0; shard < LISTING_SHARDS; shard += 1)
        await backfill(ports, { ...job, shard, shards: LISTING_SHARDS });
    });
    const lists = await cost(async () => {
      for (let n = 1; n <= MEMBERS; n += 1) await recordMembers(ports, await stores.profiles.get(workspaceId, hex(n)));
    });
    const again = await cost(async () => {
      for (let shard = 0; shard < LISTING_SHARDS; shard += 1)
        await backfill(ports, { ...job, shard, shards: LISTING_SHARDS });
    });
    const list = { workspaceId, segmentId: ruleId, version: 1 };
    const page = await cost(() => stores.segmentMembers.page(list, { limit: 20, newestFirst: true }));
    const count = await cost(() => reportSegment(product, actor, ruleId, true));

    if (process.env.SHOW_UNITS) process.stderr.write(`${JSON.stringify({ build, lists, again, page, count })}\n`);
    expect(await reportSegment(product, actor, ruleId, true)).toMatchObject({
      count: MEMBERS,
      segment: { building: null },
    });
    // Of every contact one unit for it, one for its profile, and its place: members are read no second time.
    expect(again.reads).toBeLessThanOrEqual(2.1 * CONTACTS + 2 * LISTING_SHARDS);
    expect(again.writes).toBe(0);
    expect(build.reads).toBeLessThanOrEqual(2.1 * CONTACTS + 5 * LISTING_SHARDS);
    expect(build.writes).toBeLessThanOrEqual(MEMBERS + LISTING_SHARDS + 10);
    expect(lists.writes).toBeLessThanOrEqual(2 * MEMBERS);
    expect(page.reads).toBeLessThanOrEqual(8);
    expect(count.reads).toBeLessThanOrEqual(12);
  }, 60_000);
});
