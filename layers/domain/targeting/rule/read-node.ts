/** What is wrong with a rule, and where: property names and array indexes from the rule's root. */
export class RuleFault extends Error {
  override readonly name = 'RuleFault';
  readonly path: (string | number)[];

  constructor(path: (string | number)[], message: string) {
    super(message);
    this.path = path;
  }
}

export type Path = (string | number)[];

/** An object of the rule with its place in it; every `read` refuses what does not belong there. */
export type RuleNode = { path: Path; fields: Record<string, unknown> };

/** No attribute, segment or literal needs more; a rule is read on every evaluation's cold start. */
const MAX_TEXT_LENGTH = 500;

/** Takes any value; returns it as a node. @throws RuleFault if it is not a plain object */
export function readNode(value: unknown, path: Path, what: string): RuleNode {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RuleFault(path, `must be ${what}`);
  }
  const fields: Record<string, unknown> = Object.create(null);
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue;
    if (key === '__proto__') throw new RuleFault([...path, key], 'is not allowed');
    fields[key] = field;
  }
  return { path, fields };
}

/** Takes a node and the names it may have. @throws RuleFault at the first field with another name */
export function onlyFields(node: RuleNode, allowed: readonly string[]): void {
  const stranger = Object.keys(node.fields).find((name) => !allowed.includes(name));
  if (stranger === undefined) return;
  throw new RuleFault([...node.path, stranger], `is not allowed here; allowed are ${allowed.join(', ')}`);
}

/** Returns a field that must be one of the given words. @throws RuleFault otherwise */
export function readWord<Word extends string>(node: RuleNode, name: string, words: readonly Word[]): Word {
  const value = node.fields[name];
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw fault(node, name, `must be one of ${words.join(', ')}`);
  return word;
}

/** Returns a field that must be a text of 1 to 500 characters. @throws RuleFault otherwise */
export function readText(node: RuleNode, name: string, what: string): string {
  const value = node.fields[name];
  if (typeof value === 'string' && value !== '' && value.length <= MAX_TEXT_LENGTH) return value;
  throw fault(node, name, `must be ${what}, 1 to ${MAX_TEXT_LENGTH} characters`);
}

/** Returns a field that `parse` understands, as it was written. @throws RuleFault otherwise */
export function readParsed(
  node: RuleNode,
  name: string,
  what: string,
  parse: (text: string) => number | undefined,
): string {
  const value = node.fields[name];
  if (typeof value === 'string' && parse(value) !== undefined) return value;
  throw fault(node, name, `must be ${what}`);
}

/** Takes a node, the name of its field and what is wrong with it; returns the fault to throw. */
export function fault(node: RuleNode, name: string, message: string): RuleFault {
  return new RuleFault([...node.path, name], message);
}
