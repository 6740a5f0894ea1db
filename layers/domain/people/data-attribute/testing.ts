import type { DataAttribute } from './data-attribute.ts';

/** For tests: a text attribute of contacts, changed as told. */
export function aDataAttribute(changes: Partial<DataAttribute> = {}): DataAttribute {
  return {
    id: '44',
    workspaceId: 'acmeacme',
    model: 'contact',
    name: 'plan',
    description: null,
    type: 'string',
    options: [],
    messengerWritable: false,
    archived: false,
    adminId: '101',
    createdAt: 1_767_225_600_000,
    updatedAt: 1_767_225_600_000,
    ...changes,
  };
}
