/**
 * Takes an event pattern and a value; returns whether the value matches. Knows what Lambda's event filters
 * know: literals, null, prefix, suffix, exists, anything-but, equals-ignore-case, numeric, and $or.
 * Source: AWS Lambda developer guide, "Filter rule syntax".
 */
export function matchesPattern(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return matchesAny(pattern, value);
  if (!isRecord(pattern)) return pattern === value;
  return Object.entries(pattern).every(([name, part]) => {
    if (name === '$or' && Array.isArray(part)) return part.some((option) => matchesPattern(option, value));
    if (Array.isArray(value)) return value.some((entry) => matchesPattern({ [name]: part }, entry));
    return matchesPattern(part, isRecord(value) ? value[name] : undefined);
  });
}

/** Takes the patterns of an event source and a record; returns whether one of them matches, or there are none. */
export function passesFilters(patterns: unknown[], record: unknown): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, record));
}

function matchesAny(rules: unknown[], value: unknown): boolean {
  const values = Array.isArray(value) ? value : [value];
  return rules.some((rule) => values.some((entry) => matchesRule(rule, entry)));
}

function matchesRule(rule: unknown, value: unknown): boolean {
  if (!isRecord(rule)) return rule === value;
  const [operator, operand] = Object.entries(rule)[0] ?? [];
  switch (operator) {
    case 'exists':
      return (value !== undefined) === operand;
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(operand));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(operand));
    case 'equals-ignore-case':
      return typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase();
    case 'anything-but':
      return value !== undefined && ![operand].flat().some((excluded) => matchesRule(excluded, value));
    case 'numeric':
      return Array.isArray(operand) && typeof value === 'number' && matchesNumeric(operand, value);
    default:
      return false;
  }
}

function matchesNumeric(comparisons: unknown[], value: number): boolean {
  for (let index = 0; index + 1 < comparisons.length; index += 2) {
    const bound = Number(comparisons[index + 1]);
    const holds = {
      '=': value === bound,
      '<': value < bound,
      '<=': value <= bound,
      '>': value > bound,
      '>=': value >= bound,
    }[String(comparisons[index])];
    if (!holds) return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
