import { customStampKey, STAMPED_FIELDS } from '../targeting/attribute-name.ts';
import type { AttributeStamp, AttributeValue, Contact } from './contact.ts';

/** One attribute with when it was last written and since when it has had its value, in ms. */
export type StampedValue = { value: AttributeValue; stamp: AttributeStamp };

/**
 * Takes an attribute as it was (undefined if it was never written), and a write with its writer's instant (ms);
 * returns the attribute after it. The last writer by time wins, whatever the order of arrival; `since` stays
 * while the value does. A late write that differs broke the present run: its beginning is then taken to be the
 * last write known, never too early.
 */
export function writeAttribute(
  before: StampedValue | undefined,
  value: AttributeValue,
  at: number,
): StampedValue {
  if (!before) return { value, stamp: { at, since: at } };
  const { stamp } = before;
  const same = normal(before.value) === normal(value);
  if (at >= stamp.at) return { value, stamp: { at, since: same ? stamp.since : at } };
  return same || at < stamp.since ? before : { value: before.value, stamp: { at: stamp.at, since: stamp.at } };
}

/**
 * Takes a contact as it was (undefined for a new one), as a request wants it, and the writer's instant (ms).
 * Returns the contact to store: each changed attribute is stamped, unchanged ones keep their stamps, and a
 * custom attribute that somebody has written later than `at` keeps that value.
 */
export function stampAttributes(before: Contact | undefined, after: Contact, at: number): Contact {
  const stamps: Record<string, AttributeStamp> = { ...before?.stamps };
  for (const [name, read] of STAMPED_FIELDS) {
    const value = read(after);
    const old = before ? stampedValue(read(before), before.stamps[name], before.createdAt) : undefined;
    if (normal(value) === normal(old?.value ?? null)) continue;
    stamps[name] = writeAttribute(old, value, at).stamp;
  }
  const customAttributes = { ...after.customAttributes };
  for (const name of new Set([...Object.keys(before?.customAttributes ?? {}), ...Object.keys(after.customAttributes)])) {
    const key = customStampKey(name);
    const value = own(after.customAttributes, name) ?? null;
    const held = own(before?.customAttributes, name) ?? null;
    if (normal(value) === normal(held)) continue;
    const old = before && stampedValue(held, own(before.stamps, key), before.createdAt);
    const written = writeAttribute(old, value, at);
    stamps[key] = written.stamp;
    if (written.value !== value) customAttributes[name] = written.value;
  }
  return { ...after, customAttributes, stamps };
}

/** What was never stamped has not changed since the contact was created. */
function stampedValue(value: AttributeValue, stamp: AttributeStamp | undefined, createdAt: number): StampedValue {
  return { value, stamp: stamp ?? { at: createdAt, since: createdAt } };
}

/** `""` and null are both unset. */
function normal(value: AttributeValue): AttributeValue {
  return value === '' ? null : value;
}

function own<Held>(record: Readonly<Record<string, Held>> | undefined, key: string): Held | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
