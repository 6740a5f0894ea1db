import type { ImportFormat, ImportResource } from '#domain/connect/job/import-work';
import type { DataAttribute } from '#domain/people/data-attribute/data-attribute';
import { MODELS } from './csv-record.ts';

/** The columns of a resource that hold members of an object. */
const PREFIXES: Record<ImportResource, string> = {
  contacts: 'custom_attributes.',
  companies: 'custom_attributes.',
  events: 'metadata.',
};

export type NamedFields = {
  /** By the names that requests and `csvRecord` know. */
  fields: Record<string, unknown>;
  /** The names that nothing takes, as the source has them. */
  ignored: string[];
};

/** What the names of a source may mean. */
export type KnownNames = {
  resource: ImportResource;
  format: ImportFormat;
  /** The fields of the request. */
  known: readonly string[];
  attributes: Pick<DataAttribute, 'model' | 'name'>[];
};

/**
 * Takes a row's fields by the names of its source; returns them by ours. Names count in any case, with spaces or hyphens for
 * underscores; a column of a CSV may name a declared attribute alone. A name that is written exactly goes first.
 */
export function matchNames(fields: Record<string, unknown>, names: KnownNames): NamedFields {
  const nameOf = namesIn(names);
  const exact = Object.entries(fields).filter(([name]) => nameOf(name) === name);
  const found = new Map<string, unknown>(exact);
  const ignored: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const ours = nameOf(name);
    if (ours === name) continue;
    if (ours === undefined || found.has(ours)) ignored.push(name);
    else found.set(ours, value);
  }
  return { fields: Object.fromEntries(found), ignored };
}

function namesIn({ resource, format, known, attributes }: KnownNames): (name: string) => string | undefined {
  const prefix = PREFIXES[resource];
  const fields = new Map(known.map((name) => [folded(name), name]));
  const declared = attributes.filter(({ model }) => model === MODELS[resource]).map(({ name }) => name);
  const declaredIn = new Map(declared.map((name) => [folded(name), name]));
  const attribute = (name: string) => (declared.includes(name) ? name : declaredIn.get(folded(name)));
  return (name) => {
    if (format === 'csv' && name.toLowerCase().startsWith(prefix)) {
      const member = name.slice(prefix.length);
      return `${prefix}${attribute(member) ?? member}`;
    }
    const field = known.includes(name) ? name : fields.get(folded(name));
    if (field !== undefined || format !== 'csv') return field;
    const bare = attribute(name);
    return bare && `${prefix}${bare}`;
  };
}

const folded = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
