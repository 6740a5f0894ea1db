import type { AttributeStamp, AttributeValue } from './contact.ts';

/** One attribute with when it was last written and since when it has had its value, in ms. */
export type StampedValue = { value: AttributeValue; stamp: AttributeStamp };

/**
 * Takes an attribute as it was (undefined if it was never written), a value and its writer's instant (ms);
 * returns the attribute after it. The last writer by time wins, whatever the order of arrival; `since` stays
 * while the value does. A late write that differs has broken the present run: that is then taken to have begun
 * with the last write known, never too early.
 */
export function writeAttribute(before: StampedValue | undefined, value: AttributeValue, at: number): StampedValue {
  if (!before) return { value, stamp: { at, since: at } };
  const { stamp } = before;
  const same = (before.value === '' ? null : before.value) === (value === '' ? null : value);
  if (at >= stamp.at) return { value, stamp: { at, since: same ? stamp.since : at } };
  return same || at < stamp.since ? before : { value: before.value, stamp: { at: stamp.at, since: stamp.at } };
}
