import type { Fact } from '#domain/fact';
import { changeOf, type Decoders } from '../table/stream-record.ts';
import type { Item } from '../table/table.ts';
import { companyCodec, contactCompanyCodec } from './company-item.ts';
import { contactCodec, livingContact } from './contact-item.ts';
import { eventCodec, eventImportCodec, MOVED } from './event-item.ts';
import { formerContactOf } from './former-contact-item.ts';
import { contactTagCodec, tagCodec } from './tag-item.ts';

/** What records of people declare. */
export const peopleFacts: Decoders<Fact> = {
  event: {
    // What a merge moved here was counted before.
    written: (after, before, sequence) =>
      before === undefined && after[MOVED] !== true
        ? { kind: 'event-tracked', event: eventCodec.fromItem(after), sequence }
        : undefined,
  },
  'event-import': {
    written: (after, _, sequence) => ({
      kind: 'events-imported',
      imported: eventImportCodec.fromItem(after),
      sequence,
    }),
  },
  contact: {
    written: (after, before, sequence) => ({
      kind: 'contact-written',
      ...changeOf(after, before, contactCodec.fromItem),
      sequence,
    }),
    removed: (before, sequence) => ({ kind: 'contact-removed', contact: contactCodec.fromItem(before), sequence }),
  },
  'former-contact': { written: gone },
  company: {
    written: (after, before, sequence) => ({
      kind: 'company-written',
      ...changeOf(after, before, companyCodec.fromItem),
      sequence,
    }),
    removed: (before, sequence) => ({ kind: 'company-removed', company: companyCodec.fromItem(before), sequence }),
  },
  tag: {
    removed: (before, sequence) => ({ kind: 'tag-removed', tag: tagCodec.fromItem(before), sequence }),
  },
  'contact-tag': {
    written: (after, before, sequence) =>
      before === undefined ? { kind: 'contact-tagged', link: contactTagCodec.fromItem(after), sequence } : undefined,
    removed: (before, sequence) => ({ kind: 'contact-untagged', link: contactTagCodec.fromItem(before), sequence }),
  },
  'contact-company': {
    written: (after, before, sequence) =>
      before === undefined
        ? { kind: 'contact-attached', link: contactCompanyCodec.fromItem(after), sequence }
        : undefined,
    removed: (before, sequence) => ({ kind: 'contact-detached', link: contactCompanyCodec.fromItem(before), sequence }),
  },
};

/** The mark of a contact that is gone takes the contact's place. */
function gone(mark: Item, before: Item | undefined, sequence: string): Fact | undefined {
  const contact = before === undefined ? undefined : livingContact(before);
  const into = formerContactOf(mark)?.mergedInto ?? null;
  if (contact === undefined) return undefined;
  return into === null
    ? { kind: 'contact-removed', contact, sequence }
    : { kind: 'contact-merged', contact, into, sequence };
}
