import type { CollectionNoun } from '../collection-registry.ts';
import type { IndexName } from './table-schema.ts';

/** The address of one item, or of its place in an index. */
export type Key = { index: IndexName; partition: string; sort: string };

/** The address of several items that one query returns. */
export type Collection = { index: IndexName; partition: string; prefix?: string };

export type Pattern = {
  /** The `entity` attribute of the items found there. */
  entity: Entity;
  /** The screen, operation or job that needs it. */
  serves: string;
};

export type Entity =
  | CollectionNoun
  | 'collection-name'
  | 'workspace'
  | 'admin'
  | 'membership'
  | 'activity'
  | 'team'
  | 'token'
  | 'contact'
  | 'contact-place'
  | 'former-contact'
  | 'listing-count'
  | 'merge-link'
  | 'profile'
  | 'event'
  | 'event-claim'
  | 'event-import'
  | 'event-names'
  | 'claim'
  | 'company'
  | 'company-claim'
  | 'company-scroll'
  | 'company-tag'
  | 'contact-company'
  | 'tag'
  | 'tag-claim'
  | 'contact-tag'
  | 'data-attribute'
  | 'note'
  | 'conversation'
  | 'conversation-link'
  | 'part'
  | 'idempotency'
  | 'due'
  | 'connection'
  | 'ticket'
  | 'session'
  | 'delivery'
  | 'suppression'
  | 'mailbox'
  | 'campaign'
  | 'run'
  | 'segment'
  | 'segment-build'
  | 'segment-member'
  | 'live-rule'
  | 'rule-stamp'
  | 'profile-base'
  | 'rate'
  | 'kept-answer'
  | 'job'
  | 'job-slot'
  | 'webhook'
  | 'webhook-stamp'
  | 'webhook-health'
  | 'webhook-delivery'
  | 'webhook-progress'
  | 'webhook-told'
  | 'webhook-held'
  | 'webhook-request';

export type AccessPattern<Arguments, Address extends Key | Collection = Key | Collection> = ((
  args: Arguments,
) => Address) & { pattern: Pattern };

/** Takes what a key is for and how it is built; returns the builder, which knows what it is for (docs/data-model.md). */
export function accessPattern<Arguments, Address extends Key | Collection>(
  pattern: Pattern,
  build: (args: Arguments) => Address,
): AccessPattern<Arguments, Address> {
  return Object.assign((args: Arguments) => build(args), { pattern });
}
