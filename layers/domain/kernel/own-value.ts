/**
 * Takes a record whose keys are callers' and a key; returns what the record itself holds there. A plain index would
 * find `constructor` and its like in every record.
 */
export function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Puts a value into a record whose keys are callers'. An assignment to `__proto__` would set no key. */
export function setOwnValue<Value>(record: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}
