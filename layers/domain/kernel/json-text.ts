/** Half of a pair of UTF-16: JSON can write it alone by an escape, but nothing that is UTF-8 can hold it. */
const ESCAPED_HALF = /\\ud[89a-f][0-9a-f]{2}/i;

/** No operation takes anything nested as deep; far below what overflows a stack. */
const MAX_DEPTH = 200;

/** A text as short as this cannot be nested deep enough to matter, and need not be read twice. */
const SHORT = 2_000;

/** Takes a JSON text; returns whether it is nested deeper than 200 levels. */
export function isTooDeep(json: string): boolean {
  if (json.length < SHORT) return false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    switch (json[at]) {
      case '"':
        at = endOfText(json, at);
        break;
      case '{':
      case '[':
        depth += 1;
        if (depth > MAX_DEPTH) return true;
        break;
      case '}':
      case ']':
        depth -= 1;
        break;
      default:
    }
  }
  return false;
}

function endOfText(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

/**
 * Takes a JSON text and what it says; returns that with U+FFFD in place of every half of a character, which clients
 * leave behind when they cut a text, and which the table could not keep.
 */
export function withoutHalves(json: string, value: unknown): unknown {
  return ESCAPED_HALF.test(json) ? wellFormed(value) : value;
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]));
}
