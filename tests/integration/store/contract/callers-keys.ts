import * as fc from 'fast-check';
import { aCompany } from '#domain/people/company/testing';
import { emptyProfile } from '#domain/targeting/profile/profile';
import type { Stores } from '#store/stores';
import { aStoredContact } from './a-stored-contact.ts';

import { aStoredEvent } from './events.ts';
import { workspaceOfTest } from './workspace-of-test.ts';

const HOSTILE = [
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype', 'length'],
  ...[
    '',
    'a.b',
    '$set',
    '#name',
    ':value',
    'pk',
    'sk',
    'entity',
    'S',
    'M',
    'NULL',
    'toJSON',
    '\u001f',
    '\u001fconstructor',
  ],
  ...['\u0000', 'ключ', 'clé', 'cle\u0301', '👩‍🚀', '\u202e', 'x'.repeat(3_000)],
];

const key = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const scalar = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));

/** A record of hostile keys; `fc.dictionary` would lose `__proto__`. */
function records<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> {
  return fc
    .uniqueArray(fc.tuple(key, value), { selector: ([name]) => name, maxLength: 12 })
    .map((entries) => Object.fromEntries(entries));
}

const number = fc.integer({ min: 0, max: 2_000_000_000_000 });

/** Texts compare even what `toEqual` overlooks: an own `__proto__`. */
const told = (record: unknown) => JSON.stringify(record, (_, value: unknown) => ordered(value));

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What every store does with maps whose keys callers choose: no key means anything to it. */
export function callersKeyContract(stores: () => Stores): void {
  describe('maps of callers’ keys (X19, X41)', () => {
    const settings = { numRuns: 40, seed: 20_261_129 };

    it('keeps any custom attributes of a contact and their stamps', async () => {
      await fc.assert(
        fc.asyncProperty(records(scalar), records(fc.record({ at: number, since: number })), async (given, stamps) => {
          const { contacts } = stores();
          const contact = aStoredContact({ workspaceId: workspaceOfTest(), customAttributes: given, stamps });
          await contacts.create(contact);
          const kept = await contacts.get(contact.workspaceId, contact.id);

          expect([told(kept?.customAttributes), told(kept?.stamps)]).toEqual([told(given), told(stamps)]);
        }),
        settings,
      );
    });

    it('keeps any custom attributes of a company and their stamps', async () => {
      await fc.assert(
        fc.asyncProperty(records(scalar), records(fc.record({ at: number, since: number })), async (given, stamps) => {
          const { companies } = stores();
          const company = aCompany({ workspaceId: workspaceOfTest(), customAttributes: given, stamps });
          await companies.create(company);
          const kept = await companies.get(company.workspaceId, company.id);

          expect([told(kept?.customAttributes), told(kept?.stamps)]).toEqual([told(given), told(stamps)]);
        }),
        settings,
      );
    });

    it('keeps any metadata of an event of any name', async () => {
      await fc.assert(
        fc.asyncProperty(key, records(fc.oneof(scalar, records(scalar))), async (name, metadata) => {
          const { events } = stores();
          const event = aStoredEvent({ workspaceId: workspaceOfTest(), name, metadata });
          await events.append(event);
          const [kept] = await events.listByName(event.workspaceId, event.contactId, name);

          expect([kept?.name, told(kept?.metadata)]).toEqual([name, told(metadata)]);
        }),
        settings,
      );
    });

    it('keeps the counts of events of any name', async () => {
      const summaries = records(fc.record({ count: number, first: number, last: number }));
      const streams = records(fc.record({ first: number, recent: fc.array(number), kept: number }));
      await fc.assert(
        fc.asyncProperty(summaries, streams, async (events, states) => {
          const { profiles } = stores();
          const profile = { ...emptyProfile(workspaceOfTest(), 'c'), events, streams: states };
          await profiles.save(profile);
          const kept = await profiles.get(profile.workspaceId, profile.contactId);

          expect([told(kept.events), told(kept.streams)]).toEqual([told(events), told(states)]);
        }),
        settings,
      );
    });
  });
}
