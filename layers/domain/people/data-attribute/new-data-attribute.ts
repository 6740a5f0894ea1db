import { Failure } from '../../kernel/failure.ts';
import { ATTRIBUTE_TYPES, type AttributeModel, type AttributeType, type DataAttribute } from './data-attribute.ts';

/** What a caller declares, as it was sent. */
export type AttributeDraft = {
  name: string;
  model: string;
  /** `options` is a text with options, `datetime` a date. */
  dataType: string;
  description?: string | undefined;
  options?: unknown;
  messengerWritable?: boolean | undefined;
};

/** What a caller changes; absent fields stay. */
export type AttributeChanges = {
  description?: string | undefined;
  archived?: boolean | undefined;
  options?: unknown;
  messengerWritable?: boolean | undefined;
};

/** Intercom help, "Custom data attributes": names and how many there are. */
const MAX_NAME_LENGTH = 190;
export const MAX_ATTRIBUTES = 250;
const MAX_OPTIONS = 250;
const MAX_OPTION_LENGTH = 255;
const MAX_DESCRIPTION_LENGTH = 255;

/** No dot and no dollar sign: a name is a member of paths and of rules. */
const NAME_FORM = /^(?!\s)(?!.*\$)[\p{L}\p{N}\p{Sc}_ -]+(?<!\s)$/u;

/**
 * Takes what is declared, the ids and the instant (ms); returns the attribute.
 * @throws bad_request in the recorded words of Intercom API 2.15, createDataAttribute
 */
export function newDataAttribute(
  draft: AttributeDraft,
  { id, workspaceId, adminId, at }: { id: string; workspaceId: string; adminId: string; at: number },
): DataAttribute {
  const { name, description, messengerWritable } = draft;
  const model = attributeModel(draft.model);
  if (!NAME_FORM.test(name) || name.length > MAX_NAME_LENGTH) {
    throw invalid(
      'Your name for this attribute must only contain alphanumeric characters, currency symbols, and hyphens',
      'name',
    );
  }
  const type = attributeType(draft.dataType);
  if (draft.dataType === 'options' && draft.options === undefined) throw invalid("Options isn't an array", 'options');
  return {
    id,
    workspaceId,
    model,
    name,
    description: attributeDescription(description) ?? null,
    type,
    options: draft.options === undefined ? [] : attributeOptions(draft.options, type),
    messengerWritable: messengerWritable ?? false,
    archived: false,
    adminId,
    createdAt: at,
    updatedAt: at,
  };
}

/** Takes an attribute and what a caller changes at an instant (ms); returns it changed, the very same object if nothing differs. @throws bad_request */
export function changedDataAttribute(before: DataAttribute, changes: AttributeChanges, at: number): DataAttribute {
  const after: DataAttribute = {
    ...before,
    description: attributeDescription(changes.description) ?? before.description,
    archived: changes.archived ?? before.archived,
    messengerWritable: changes.messengerWritable ?? before.messengerWritable,
    options: changes.options === undefined ? before.options : attributeOptions(changes.options, before.type),
  };
  return JSON.stringify(after) === JSON.stringify(before) ? before : { ...after, updatedAt: at };
}

function attributeModel(model: string): AttributeModel {
  if (model === 'contact' || model === 'company') return model;
  throw invalid('The Data Attribute model field must be either contact or company', 'model');
}

function attributeType(dataType: string): AttributeType {
  if (dataType === 'options') return 'string';
  if (dataType === 'datetime') return 'date';
  const type = ATTRIBUTE_TYPES.find((each) => each === dataType);
  if (type === undefined) throw invalid("Data Type isn't an option", 'data_type');
  return type;
}

function attributeDescription(description: string | undefined): string | undefined {
  if (description === undefined || description.length <= MAX_DESCRIPTION_LENGTH) return description;
  throw invalid(`A description has at most ${MAX_DESCRIPTION_LENGTH} characters`, 'description');
}

/** A list of one is no choice (Intercom help, "Custom data attributes": at least two options). */
function attributeOptions(sent: unknown, type: AttributeType): string[] {
  if (!Array.isArray(sent)) throw invalid("Options isn't an array", 'options');
  if (type !== 'string') throw invalid('Only a string has options', 'options');
  const options = sent.map(optionValue);
  const distinct = new Set(options);
  if (distinct.size < 2 || distinct.size !== options.length || options.length > MAX_OPTIONS) {
    throw invalid(`Options must be 2 to ${MAX_OPTIONS} different values`, 'options');
  }
  return options;
}

function optionValue(sent: unknown): string {
  const value: unknown = typeof sent === 'object' && sent !== null && 'value' in sent ? sent.value : undefined;
  if (typeof value === 'string' && value !== '' && value.length <= MAX_OPTION_LENGTH) return value;
  throw invalid('Every option has a value', 'options');
}

function invalid(message: string, field: string): Failure {
  return new Failure('bad_request', message, { field });
}
