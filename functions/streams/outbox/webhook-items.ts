import { contactTagItem, deletedItem, itemWithContact, subscriptionItem } from '#domain/connect/webhook/webhook-item';
import type { WebhookTopic } from '#domain/connect/webhook/webhook-topic';
import { reaches } from '#domain/kernel/api-version';
import type { RichText } from '#domain/kernel/rich-text';
import type { Company } from '#domain/people/company/company';
import type { CompanyStore } from '#domain/people/company/company-store';
import type { Contact } from '#domain/people/contact/contact';
import { type ContactCompany, type ContactTag, TAGS_STAMP } from '#domain/people/contact/contact-links';
import type { ContactStore } from '#domain/people/contact/contact-store';
import type { TrackedEvent } from '#domain/people/event/tracked-event';
import type { SubscriptionChange } from '#domain/people/subscription/contact-subscriptions';
import { SUBSCRIPTION_TYPES } from '#domain/people/subscription/subscription-type';
import type { TagStore } from '#domain/people/tag/tag-store';
import type { ConversationPart, ConversationStore } from '#domain/respond/conversation/conversation';
import { presentCompany } from '#wire/people/company';
import { presentContact } from '#wire/people/contact';
import { presentEvents } from '#wire/people/event';
import { presentSubscriptionType } from '#wire/people/subscription-type';
import { presentTag } from '#wire/people/tag';
import { presentVisitor } from '#wire/people/visitor';
import { presentConversationWithParts } from '#wire/respond/conversation';

export type ItemPorts = {
  contacts: Pick<ContactStore, 'get' | 'getMany'>;
  companies: Pick<CompanyStore, 'get'>;
  tags: Pick<TagStore, 'get' | 'getMany'>;
  conversations: Pick<ConversationStore, 'get'>;
  richText: Pick<RichText, 'plainText'>;
};

/** A `data.item`, or undefined if what it tells of is gone meanwhile. */
type Item = Record<string, unknown> | undefined;

/** Takes where records are read from; returns what renders the items of notifications, each as the API shows the resource (Intercom webhooks, topics). */
export function webhookItems({ contacts, companies, tags, conversations, richText }: ItemPorts) {
  async function company(shown: Company): Promise<Item> {
    return presentCompany({ company: shown, tags: await tags.getMany(shown.workspaceId, shown.tagIds) });
  }

  return {
    company,

    contact(contact: Contact, topic: WebhookTopic, version: string): Item {
      return topic === 'visitor.signed_up' ? presentVisitor(contact) : presentContact(contact, version);
    },

    /** The type that was chosen or refused, or that of all mails; the topic says which. */
    subscription(contact: Contact, change: SubscriptionChange, version: string): Item {
      const shown = presentContact(contact, version);
      if (!('subscriptionId' in change)) return subscriptionItem(shown, change.topic === 'contact.subscribed');
      const type = SUBSCRIPTION_TYPES.find(({ id }) => id === change.subscriptionId);
      return type && itemWithContact(presentSubscriptionType(type), shown);
    },

    deleted: deletedItem,

    async merged(from: Contact, intoId: string, version: string): Promise<Item> {
      const into = await contacts.get(from.workspaceId, intoId);
      return into && { ...presentContact(into, version), merged_from: presentContact(from, version) };
    },

    async signedUp(visitor: Contact, intoId: string): Promise<Item> {
      const into = await contacts.get(visitor.workspaceId, intoId);
      return into?.role === 'user' ? presentVisitor(into) : undefined;
    },

    async event(event: TrackedEvent): Promise<Item> {
      const contact = await contacts.get(event.workspaceId, event.contactId);
      return contact && presentEvents(contact, [event], {}).events[0];
    },

    async contactTag(link: ContactTag, role: Contact['role'], at: number | null, version: string): Promise<Item> {
      const [tag, contact] = await Promise.all([
        tags.get(link.workspaceId, link.tagId),
        contacts.get(link.workspaceId, link.contactId),
      ]);
      if (tag === undefined || contact?.role !== role) return undefined;
      return contactTagItem(
        presentTag(tag),
        presentContact(contact, version),
        at ?? contact.stamps[TAGS_STAMP]?.at ?? contact.updatedAt,
      );
    },

    async companyContact(link: ContactCompany, version: string): Promise<Item> {
      const [found, contact] = await Promise.all([
        companies.get(link.workspaceId, link.companyId),
        contacts.get(link.workspaceId, link.contactId),
      ]);
      const shown = found && (await company(found));
      return shown && contact && itemWithContact(shown, presentContact(contact, version));
    },

    /** Only the part that triggered the topic; from 2.15 on its text is plain (Intercom API changelog). */
    async conversation(part: ConversationPart, version: string): Promise<Item> {
      const conversation = await conversations.get(part.workspaceId, part.conversationId);
      if (conversation === undefined) return undefined;
      const tagIds = conversation.tags.map(({ tagId }) => tagId);
      const [known, tagged] = await Promise.all([
        contacts.getMany(part.workspaceId, conversation.contactIds),
        tagIds.length === 0 ? [] : tags.getMany(part.workspaceId, tagIds),
      ]);
      const parts = part.seq === 1 ? [] : [part];
      const bodies = reaches(version, '2.15') ? await richText.plainText() : 'html';
      const shown = presentConversationWithParts(
        { conversation, contacts: known, tags: tagged, parts },
        { version, bodies },
      );
      return { ...shown, conversation_parts: { ...shown.conversation_parts, total_count: parts.length } };
    },
  };
}
