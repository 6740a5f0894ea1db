import { aNotification, aWebhookDelivery } from '#domain/connect/webhook/testing';
import { mergeContacts } from '#domain/people/contact/merge-contacts';
import { dynamoStores } from '#store/dynamo-stores';
import { contactErasure } from '#store/erasure/erase-contact';
import { dynamoTable } from '#store/table/dynamo-table';
import { aStoredContact } from './contract/a-stored-contact.ts';
import { hex, workspaceOfTest } from './contract/workspace-of-test.ts';
import { dynoxide, type Engine, startEngine } from './engine/engine.ts';

const absent = dynoxide.absent();
if (absent !== undefined) process.stderr.write(`what webhooks were told: left out: ${absent}\n`);

(absent === undefined ? describe : describe.skip)('what webhooks were told of a contact', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await startEngine(dynoxide);
  }, 30_000);
  afterAll(() => engine.stop());

  it('loses the data of one who is deleted, also of one who was merged into it before', async () => {
    const table = dynamoTable(engine.client, engine.table);
    const [stores, remains] = [dynamoStores(table), contactErasure(table)];
    const workspaceId = workspaceOfTest();
    const lead = aStoredContact({ workspaceId, id: hex(1), role: 'lead', email: 'lead@ada.example' });
    const user = aStoredContact({ workspaceId, id: hex(2), email: `${workspaceId}@ada.example` });
    for (const contact of [lead, user]) await stores.contacts.create(contact);
    const told = [lead, user].map(({ id, email }, n) => {
      const item = { type: 'contact', id, email };
      return aWebhookDelivery({ id: `told-${n}`, notification: aNotification({ workspaceId, item }) });
    });
    for (const delivery of told) await stores.webhookDeliveries.create(delivery);
    const page = async () => (await stores.webhookDeliveries.list(workspaceId, '41', 10)).deliveries;

    const after = mergeContacts(lead, user, { at: 9, correlationId: 'm' });
    await stores.contacts.merge(lead, { before: user, after });
    await remains.move(workspaceId, lead.id, user.id);
    expect((await page()).map(({ notification }) => notification.item['email'])).toEqual([user.email, lead.email]);
    await stores.contacts.remove((await stores.contacts.get(workspaceId, user.id)) ?? user);
    await remains.erase(workspaceId, user.id);

    expect((await page()).map(({ notification }) => notification.item)).toEqual([
      { type: 'contact', id: user.id, deleted: true },
      { type: 'contact', id: lead.id, deleted: true },
    ]);
  });
});
