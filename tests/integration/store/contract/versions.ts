import { aJob } from '#domain/connect/job/testing';
import { aNotification, aWebhook, aWebhookDelivery } from '#domain/connect/webhook/testing';
import { aCampaign } from '#domain/engage/campaign/testing';
import { aDelivery } from '#domain/engage/delivery/testing';
import { aCompany } from '#domain/people/company/testing';
import { aContact } from '#domain/people/contact/testing';
import { aConversation, aPart } from '#domain/respond/conversation/testing';
import type { Stores } from '#store/stores';
import { workspaceOfTest } from './workspace-of-test.ts';

type Versioned = { version: number };
/** Writes a new record, replaces one, and reads it. */
type Kept<Item extends Versioned> = {
  first: Item;
  create(item: Item): Promise<unknown>;
  replace(before: Item, after: Item): Promise<unknown>;
  read(): Promise<Item | undefined>;
};

/** Who raises `version`: the store, on every save, whatever the caller's copy says. */
export function versionContract(stores: () => Stores): void {
  const kept: Record<string, () => Kept<never>> = {
    contacts: () => {
      const { contacts } = stores();
      const first = aContact({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => contacts.create(item),
        replace: (before, after) => contacts.update(before, after),
        read: () => contacts.get(first.workspaceId, first.id),
      });
    },
    companies: () => {
      const { companies } = stores();
      const first = aCompany({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => companies.create(item),
        replace: (before, after) => companies.update(before, after),
        read: () => companies.get(first.workspaceId, first.id),
      });
    },
    campaigns: () => {
      const { campaigns } = stores();
      const first = aCampaign({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => campaigns.create(item),
        replace: (before, after) => campaigns.update(before, after),
        read: () => campaigns.get(first.workspaceId, first.id),
      });
    },
    conversations: () => {
      const { conversations } = stores();
      const workspaceId = workspaceOfTest();
      const source = aPart({ workspaceId, seq: 1, clientId: null });
      const first = aConversation({ workspaceId, id: source.conversationId });
      return asKept({
        first,
        create: (item) => conversations.create(item, source),
        replace: (before, after) => conversations.save(before, after),
        read: () => conversations.get(workspaceId, first.id),
      });
    },
    webhooks: () => {
      const { webhooks } = stores();
      const first = aWebhook({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => webhooks.create(item),
        replace: (before, after) => webhooks.update(before, after),
        read: () => webhooks.get(first.workspaceId, first.id),
      });
    },
    'deliveries of webhooks': () => {
      const { webhookDeliveries } = stores();
      const workspaceId = workspaceOfTest();
      const first = aWebhookDelivery({ notification: aNotification({ workspaceId }) });
      return asKept({
        first,
        create: (item) => webhookDeliveries.create(item),
        replace: (before, after) => webhookDeliveries.update(before, after),
        read: () => webhookDeliveries.get({ workspaceId, webhookId: first.webhookId, deliveryId: first.id }),
      });
    },
    deliveries: () => {
      const { deliveries } = stores();
      const first = aDelivery({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => deliveries.create(item),
        replace: (before, after) => deliveries.update(before, after),
        read: () => deliveries.get(first.workspaceId, first.contactId, first.id),
      });
    },
    jobs: () => {
      const { jobs } = stores();
      const first = aJob({ workspaceId: workspaceOfTest() });
      return asKept({
        first,
        create: (item) => jobs.create(item),
        replace: (before, after) => jobs.save(before, after),
        read: () => jobs.get(first.workspaceId, first.id),
      });
    },
  };

  describe('a version', () => {
    it.each(Object.keys(kept))('of %s is raised by the store, whatever the copy to be saved says', async (name) => {
      const { first, create, replace, read } = (kept[name] as () => Kept<Versioned>)();
      await create(first);
      await replace(first, { ...first, version: 77 });

      expect((await read())?.version).toBe(first.version + 1);
      await expect(replace(first, first)).rejects.toMatchObject({ code: 'conflict' });
    });
  });
}

const asKept = <Item extends Versioned>(kept: Kept<Item>) => kept as unknown as Kept<never>;
