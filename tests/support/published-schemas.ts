import { existsSync, readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

type Json = { [key: string]: unknown };
type Operation = {
  responses?: Record<
    string,
    { content?: { 'application/json'?: { schema?: Json; examples?: Record<string, { value: unknown }> } } }
  >;
};
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Json> } };

/** Where recorded behaviour or clients want what the schema forbids: docs/compatibility.md says why. */
const KNOWN_DEVIATIONS = new Set([
  'GET /companies 200 /type',
  'GET /companies/scroll 200 /scroll_param',
  'GET /companies 200 /pages/next',
  'POST /companies/list 200 /pages/next',
  'GET /contacts/{contact_id}/notes 200 /pages/next',
  'GET /companies/{company_id}/notes 200 /pages/next',
  'GET /admins/activity_logs 200 /pages/next',
  'GET /admins/activity_logs 200 /activity_logs/*/activity_type',
  'POST /companies 200 /custom_attributes/seats',
  'PUT /visitors 200 /custom_attributes/seats',
]);

/** The examples show it whole; of a conversation that nobody has answered yet, there is no time to tell. */
const NULL_UNTIL_IT_HAPPENS = 'conversation_statistics';

export type Violation = { operation: string; status: number; at: string; message: string };

/**
 * Intercom's published OpenAPI document, when `INTERCOM_OPENAPI` names it: validates what the product
 * answers. Where the document's own recorded examples show null for a property whose schema forbids it,
 * null passes, because clients have always seen it.
 */
export class PublishedSchemas {
  readonly violations: Violation[] = [];
  readonly validated = new Set<string>();
  private readonly document: Document;
  private readonly ajv: Ajv;
  private readonly routes: {
    method: string;
    template: string;
    pattern: RegExp;
    literals: number;
    operation: Operation;
  }[];
  private readonly compiled = new Map<string, ValidateFunction>();
  /** A lead without an address has none; every key of a contact is null when empty, though no example shows this one. */
  private readonly recordedNulls = new Set(['contact.email']);

  constructor(file: string) {
    this.document = asJsonSchema(parse(readFileSync(file, 'utf8'))) as Document;
    this.ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, verbose: true });
    this.ajv.addSchema({ $id: 'intercom', components: this.document.components });
    this.routes = Object.entries(this.document.paths)
      .flatMap(([template, operations]) =>
        Object.entries(operations).map(([method, operation]) => ({
          method: method.toUpperCase(),
          template,
          pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
          literals: template.replaceAll(/\{[^}]+\}/g, '').length,
          operation,
        })),
      )
      .sort((a, b) => b.literals - a.literals);
    for (const { operation } of this.routes)
      for (const { content } of Object.values(operation.responses ?? {}))
        for (const { value } of Object.values(content?.['application/json']?.examples ?? {})) this.rememberNulls(value);
  }

  /** Returns the document if this run has one. */
  static ofThisRun(): PublishedSchemas | undefined {
    const file = process.env['INTERCOM_OPENAPI'];
    return file !== undefined && existsSync(file) ? new PublishedSchemas(file) : undefined;
  }

  /** Validates one answer; what breaks its schema is added to `violations`. */
  check(method: string, path: string, status: number, body: unknown): void {
    const route = this.routes.find((candidate) => candidate.method === method && candidate.pattern.test(path));
    const schema = route?.operation.responses?.[String(status)]?.content?.['application/json']?.schema;
    if (route === undefined || schema === undefined) return;
    const operation = `${method} ${route.template}`;
    this.validated.add(`${operation} ${status}`);
    const validate = this.compile(`${operation} ${status}`, schema);
    if (validate(body)) return;
    for (const error of validate.errors ?? []) {
      if (KNOWN_DEVIATIONS.has(`${operation} ${status} ${error.instancePath.replace(/\/\d+/g, '/*')}`)) continue;
      if (this.isRecordedNull(error, body) || ['anyOf', 'oneOf', 'if'].includes(error.keyword)) continue;
      this.violations.push({ operation, status, at: error.instancePath, message: error.message ?? '' });
    }
  }

  private compile(key: string, schema: Json): ValidateFunction {
    const known = this.compiled.get(key);
    if (known !== undefined) return known;
    const validate = this.ajv.compile(
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"intercom#/components')) as Json,
    );
    this.compiled.set(key, validate);
    return validate;
  }

  private rememberNulls(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.rememberNulls(item);
    else if (value !== null && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        if (inner === null) this.recordedNulls.add(`${(value as Json)['type']}.${key}`);
        else this.rememberNulls(inner);
      }
  }

  private isRecordedNull(error: ErrorObject, body: unknown): boolean {
    if (error.data !== null) return false;
    const path = error.instancePath.split('/').slice(1);
    const property = path.pop() ?? '';
    const parent = path.reduce<unknown>((value, key) => (value as Json)[key], body) as Json;
    return parent['type'] === NULL_UNTIL_IT_HAPPENS || this.recordedNulls.has(`${parent['type']}.${property}`);
  }
}

/** OpenAPI 3.0 to JSON Schema: `nullable`, and `oneOf` whose branches overlap because nothing is required. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (value === null || typeof value !== 'object') return value;
  const { nullable, oneOf, discriminator: _, ...rest } = value as Json;
  const out: Json = Object.fromEntries(
    Object.entries(rest).map(([key, inner]) => [
      key,
      key === 'examples' || key === 'example' ? inner : asJsonSchema(inner),
    ]),
  );
  if (oneOf !== undefined) out['anyOf'] = asJsonSchema(oneOf);
  if (nullable !== true) return out;
  if (Array.isArray(out['enum'])) out['enum'] = [...out['enum'], null];
  if (typeof out['type'] === 'string') return { ...out, type: [out['type'], 'null'] };
  return { anyOf: [out, { type: 'null' }] };
}
