import { Failure } from '#domain/kernel/failure';
import { type Granted, permits, type Scope } from '#domain/workspace/access/scope';

/**
 * The topics that can be subscribed to, as Intercom's webhook page lists them for these resources
 * (`contact.unarchive` is its spelling); later resources add theirs here.
 */
export const WEBHOOK_TOPICS = [
  'contact.user.created',
  'contact.user.updated',
  'contact.lead.created',
  'contact.lead.updated',
  'contact.lead.added_email',
  'contact.lead.signed_up',
  'contact.archived',
  'contact.unarchive',
  'contact.deleted',
  'contact.email.updated',
  'contact.merged',
  'contact.user.tag.created',
  'contact.user.tag.deleted',
  'contact.lead.tag.created',
  'contact.lead.tag.deleted',
  'contact.subscribed',
  'contact.unsubscribed',
  'granular.subscribe',
  'granular.unsubscribe',
  'company.created',
  'company.updated',
  'company.deleted',
  'company.contact.attached',
  'company.contact.detached',
  'visitor.signed_up',
  'event.created',
  'job.completed',
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.assigned',
  'conversation.admin.closed',
  'conversation.admin.noted',
  'conversation.admin.opened',
  'conversation.admin.replied',
  'conversation.admin.single.created',
  'conversation.admin.snoozed',
  'conversation.operator.replied',
] as const;

export type SubscribedTopic = (typeof WEBHOOK_TOPICS)[number];

/** `ping` reaches every subscription and needs no subscribing (Intercom). */
export type WebhookTopic = SubscribedTopic | 'ping';

const KNOWN: ReadonlySet<string> = new Set(WEBHOOK_TOPICS);

/** Takes any text; returns whether it is a topic to subscribe to. */
export function isSubscribedTopic(text: string): text is SubscribedTopic {
  return KNOWN.has(text);
}

/** What a topic tells of is what these scopes read. */
const SCOPES: [beginning: RegExp, scope: Scope][] = [
  [/^(contact|visitor|company|granular)\./, 'read_people'],
  [/^event\./, 'read_events'],
  [/^conversation\./, 'read_conversations'],
  [/^job\./, 'import_data'],
];

/**
 * Takes who asks for topics and the topics; a webhook tells its maker's endpoint no more than the maker may read (X7).
 * @throws forbidden naming the topic and the scope
 */
export function assertMayHear(granted: Granted, topics: readonly SubscribedTopic[]): void {
  for (const topic of topics) {
    const scope = SCOPES.find(([beginning]) => beginning.test(topic))?.[1] ?? 'full access';
    if (!permits(granted, scope))
      throw new Failure('forbidden', `The topic '${topic}' needs the scope ${scope}, which your token does not have`, {
        field: 'topics',
      });
  }
}

/**
 * Takes the topics of a request; returns each once. `ping` may be named and is left out, as it always comes.
 * @throws bad_request naming the first that is unknown, or if none is left.
 */
export function parseTopics(sent: readonly string[]): SubscribedTopic[] {
  const topics = new Set<SubscribedTopic>();
  for (const topic of sent) {
    if (isSubscribedTopic(topic)) topics.add(topic);
    else if (topic !== 'ping') throw invalidTopics(`'${topic.slice(0, 100)}' is not a webhook topic`);
  }
  if (topics.size === 0) throw invalidTopics('At least one topic is needed');
  return [...topics];
}

function invalidTopics(message: string): Failure {
  return new Failure('bad_request', message, { reason: 'parameter_invalid', field: 'topics' });
}
