import type * as z from 'zod';

/** One entry of Intercom's `error.list`. */
export type WireError = { code: string; message: string; field?: string };

type Issue = z.core.$ZodIssue;

/** What zod says of a union whose schema says nothing. */
const UNION_MESSAGE = 'Invalid input';

/** A caller corrects a few mistakes at a time; a hundred lines help nobody. */
const MAX_ERRORS = 3;

/** Input that a contract refuses: status 400 with one entry per mistake, at most three. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly errors: WireError[];

  constructor(errors: WireError[]) {
    super(errors[0]?.message ?? 'The request is invalid');
    this.errors = errors;
  }
}

/**
 * Takes a schema and unknown input; returns what the schema makes of it.
 * @throws InvalidInput `parameter_not_found` for what is missing, `parameter_invalid` for what is wrong, each with
 * the path of its field (`messages[0].subject`)
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidInput(parsed.error.issues.flatMap((issue) => wireErrors(issue, input)).slice(0, MAX_ERRORS));
}

function wireErrors(issue: Issue, input: unknown, prefix: PropertyKey[] = []): WireError[] {
  const path = [...prefix, ...issue.path];
  const field = path.length > 0 ? { field: fieldName(path) } : {};
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const name = fieldName([...path, key]);
        return { code: 'parameter_invalid', message: `${name} is not a field of this request`, field: name };
      });
    case 'invalid_union': {
      // A message of the schema's own says it better than the alternatives' do.
      if (issue.message !== UNION_MESSAGE) break;
      // The alternative with the fewest complaints is the one that the caller most likely meant.
      const [closest] = [...issue.errors].sort((a, b) => a.length - b.length);
      if (closest !== undefined && closest.length > 0) {
        return closest.flatMap((inner) => wireErrors(inner, input, path));
      }
      break;
    }
    default:
  }
  if (path.length > 0 && valueAt(input, path) === undefined) {
    return [{ code: 'parameter_not_found', message: `${fieldName(path)} is required`, ...field }];
  }
  const subject = path.length > 0 ? `${fieldName(path)}: ` : '';
  return [{ code: 'parameter_invalid', message: `${subject}${issue.message}`, ...field }];
}

function fieldName(path: PropertyKey[]): string {
  return path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`,
    '',
  );
}

function valueAt(input: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    input,
  );
}
