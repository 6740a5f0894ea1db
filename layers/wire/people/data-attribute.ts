import { BUILT_IN_ATTRIBUTES, type BuiltInAttribute } from '#domain/people/data-attribute/built-in-attributes';
import type { DataAttribute } from '#domain/people/data-attribute/data-attribute';
import type { DataAttributeList, DataAttributeResource } from './data-attribute-resource.ts';

/** Takes a custom attribute; returns it as the API shows it. */
export function presentDataAttribute(attribute: DataAttribute): DataAttributeResource {
  const { name, description, options } = attribute;
  return {
    type: 'data_attribute',
    id: Number(attribute.id),
    name,
    full_name: `custom_attributes.${name}`,
    label: name,
    ...(description === null ? {} : { description }),
    data_type: attribute.type,
    ...(options.length === 0 ? {} : { options }),
    api_writable: true,
    ui_writable: false,
    messenger_writable: attribute.messengerWritable,
    custom: true,
    archived: attribute.archived,
    admin_id: attribute.adminId,
    created_at: Math.floor(attribute.createdAt / 1_000),
    updated_at: Math.floor(attribute.updatedAt / 1_000),
    model: attribute.model,
  };
}

/** Takes custom attributes and the model asked for, if any; returns them behind the built-in ones. Conversations have none. */
export function presentDataAttributes(customs: DataAttribute[], model: string | undefined): DataAttributeList {
  const builtIn = BUILT_IN_ATTRIBUTES.filter((each) => model === undefined || each.model === model);
  return { type: 'list', data: [...builtIn.map(presentBuiltIn), ...customs.map(presentDataAttribute)] };
}

function presentBuiltIn(attribute: BuiltInAttribute): DataAttributeResource {
  return {
    type: 'data_attribute',
    name: attribute.name,
    full_name: attribute.fullName,
    label: attribute.label,
    description: attribute.description,
    data_type: attribute.type,
    api_writable: attribute.apiWritable,
    ui_writable: false,
    messenger_writable: true,
    custom: false,
    archived: false,
    model: attribute.model,
  };
}
