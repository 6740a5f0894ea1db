import { aContact } from '../../people/contact/testing.ts';
import { anEvent } from '../../people/event/testing.ts';
import { foldEvents } from '../profile/fold-event.ts';
import { withImports } from '../profile/merge-imports.ts';
import { mergeProfiles } from '../profile/merge-profiles.ts';
import { aProfile } from '../profile/testing.ts';
import { compileRule } from './compile-rule.ts';
import { parseRule } from './parse-rule.ts';
import { streamsOf } from './stream.ts';

const NAMES = ['constructor', '__proto__', 'tostring', 'hasownproperty', 'valueof'];

describe.each(NAMES)('an event called %s (X41)', (name) => {
  const asked = { event: name, count: { op: 'gte', value: 1 } };
  const matches = (input: object, profile = aProfile()) =>
    compileRule(parseRule(input), { timezone: 'UTC' }).evaluate({ contact: aContact(), profile }, 2_000);

  it('is counted, and matched by rules', () => {
    const windowed = compileRule(parseRule({ ...asked, within: '7d' }), { timezone: 'UTC' });
    const profile = foldEvents(aProfile(), [anEvent({ name, createdAt: 1_000 })], streamsOf(windowed.streams));

    expect(Object.entries(profile.events)).toEqual([[name, { count: 1, first: 1_000, last: 1_000 }]]);
    expect(matches(asked, profile)).toBe(true);
    expect(windowed.evaluate({ contact: aContact(), profile }, 2_000)).toBe(true);
  });

  it('is not found in a profile that has none', () => {
    expect(matches(asked)).toBe(false);
  });

  it('is imported and merged', () => {
    const summary = { count: 3, first: 1, last: 2 };
    const imported = withImports(aProfile(), [
      { workspaceId: 'acmeacme', contactId: '1', name, summary, correlationId: 'request-1' },
    ]);

    expect(Object.entries(imported.events)).toEqual([[name, summary]]);
    expect(Object.entries(mergeProfiles(imported, imported).events)).toEqual([[name, { count: 6, first: 1, last: 2 }]]);
  });
});
