/** Before a key that some layer between us and the table takes for its own. Names refuse control characters. */
const MARK = '\u001f';

/** The SDK takes a record for an instance of its `constructor`, and loses `__proto__`; the table takes no empty key. */
const isSpecial = (key: string) => key === '' || key in Object.prototype || key.startsWith(MARK);

/** Takes a value that is to be stored; returns it with no key of a record, at any depth, that means anything to the SDK. */
export function withStoredKeys<Value>(value: Value): Value {
  return renamed(value, (key) => (isSpecial(key) ? `${MARK}${key}` : key));
}

/** Takes a value as it is stored; returns it with the keys that were written. Those of an earlier version have no mark. */
export function withWrittenKeys<Value>(value: Value): Value {
  return renamed(value, (key) => (key.startsWith(MARK) ? key.slice(MARK.length) : key));
}

function renamed<Value>(value: Value, rename: (key: string) => string): Value {
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename)) as Value;
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [rename(key), renamed(inner, rename)]),
  ) as Value;
}

/** Bytes and the SDK's numbers are instances of classes, and stay as they are. */
function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
