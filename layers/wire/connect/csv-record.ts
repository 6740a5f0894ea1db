import type { ImportResource } from '#domain/connect/job/import-work';
import { parseInstant } from '#domain/kernel/instant';
import { ownValue } from '#domain/kernel/own-value';
import type { AttributeModel, AttributeType, DataAttribute } from '#domain/people/data-attribute/data-attribute';

type Cell = string | number | boolean;
type ColumnType = 'text' | 'number' | 'flag' | 'instant';

/** The columns whose cells are no texts; what stands in them is judged by the request's schema. */
const COLUMNS: Record<ImportResource, Record<string, ColumnType>> = {
  contacts: { unsubscribed_from_emails: 'flag', signed_up_at: 'instant', last_seen_at: 'instant' },
  companies: { size: 'number', monthly_spend: 'number', remote_created_at: 'instant' },
  events: { created_at: 'instant' },
};

/** Whose attributes a resource has. */
export const MODELS: Partial<Record<ImportResource, AttributeModel>> = { contacts: 'contact', companies: 'company' };

const TYPES: Record<AttributeType, ColumnType> = {
  string: 'text',
  integer: 'number',
  float: 'number',
  boolean: 'flag',
  date: 'instant',
};

const ATTRIBUTES = 'custom_attributes.';
const METADATA = 'metadata.';

/** Digits with a leading zero or a plus are a text: a telephone number, a postal code. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** As databases and spreadsheets write it, too: `.5`, `1e-7`, `1.5E+3`. */
const ANY_NUMBER = /^-?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;

/** What databases, spreadsheets and mailing lists write into a column of flags; where none is declared it may be anything. */
const FLAGS: Partial<Record<string, boolean>> = Object.assign(Object.create(null), {
  ...{ true: true, t: true, yes: true, y: true, on: true, 1: true },
  ...{ false: false, f: false, no: false, n: false, off: false, 0: false },
});

/** `1e-7` is a number where nothing is declared, `1e5` may be the code of a product. */
const PLAIN_OR_SIGNED = /^[^e]*(e[+-]\d+)?$/i;

/** Longer whole numbers are ids: as numbers some of a column would lose their last digits, and the column its type. */
const MAX_GUESSED_DIGITS = 15;

/**
 * Takes what is imported, the cells of a record by their columns and the attributes that are declared; returns the request
 * that says the same. `custom_attributes.plan` and `metadata.price.amount` become members. A cell is read as its attribute's
 * type; of one that nobody declared, and in metadata, what looks like a number or a flag is one. Formulas are texts.
 */
export function csvRecord(
  resource: ImportResource,
  cells: Record<string, unknown>,
  attributes: Pick<DataAttribute, 'model' | 'name' | 'type'>[],
): Record<string, unknown> {
  const members: [string, unknown][] = [];
  const custom: [string, Cell][] = [];
  const metadata = new Map<string, unknown>();
  for (const [column, cell] of Object.entries(cells)) {
    const text = String(cell);
    if (column.startsWith(ATTRIBUTES)) {
      const name = column.slice(ATTRIBUTES.length);
      const declared = attributes.find((each) => each.name === name && each.model === MODELS[resource]);
      custom.push([name, declared === undefined ? guessed(text) : asType(TYPES[declared.type], text)]);
    } else if (column.startsWith(METADATA)) {
      addMetadata(metadata, column.slice(METADATA.length), guessed(text));
    } else members.push([column, asType(ownValue(COLUMNS[resource], column) ?? 'text', text)]);
  }
  return Object.fromEntries([
    ...members,
    ...(custom.length > 0 ? [['custom_attributes', Object.fromEntries(custom)]] : []),
    ...(metadata.size > 0 ? [['metadata', Object.fromEntries(metadata)]] : []),
  ]);
}

/** `price.amount` is a member of the object `price`. */
function addMetadata(metadata: Map<string, unknown>, path: string, value: Cell): void {
  const [name = '', member] = path.split('.', 2);
  if (member === undefined) metadata.set(name, value);
  else metadata.set(name, { ...Object(metadata.get(name)), [member]: value });
}

function asType(type: ColumnType, cell: string): Cell {
  // Spaces belong to a text (RFC 4180, section 2.4), and to nothing else.
  const text = type === 'text' ? cell : cell.trim();
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return number(text) ?? text;
    case 'flag':
      return FLAGS[text.toLowerCase()] ?? text;
    case 'instant': {
      const at = number(text) === undefined ? parseInstant(text) : undefined;
      return at === undefined ? (number(text) ?? text) : Math.floor(at / 1_000);
    }
    default:
      return type satisfies never;
  }
}

const guessed = (text: string): Cell => guessedNumber(text) ?? flag(text) ?? text;

function guessedNumber(text: string): number | undefined {
  const isId = NUMBER.test(text) && text.replace(/\..*$/, '').replace('-', '').length > MAX_GUESSED_DIGITS;
  return PLAIN_OR_SIGNED.test(text) && !isId ? number(text) : undefined;
}

/** Undefined also for a whole number that JavaScript cannot hold exactly, which is then refused as a text. */
function number(text: string): number | undefined {
  if (!ANY_NUMBER.test(text)) return undefined;
  const value = Number(text);
  const isExact = !/^-?\d+$/.test(text) || Number.isSafeInteger(value);
  return Number.isFinite(value) && isExact ? value : undefined;
}

function flag(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
}
