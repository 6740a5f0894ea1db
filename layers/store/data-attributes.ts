import * as z from 'zod';
import { ATTRIBUTE_TYPES, type DataAttribute, type DataAttributeStore } from '#domain/attribute/data-attribute';
import { absentAsNull, codec } from './codec.ts';
import { dataAttributeKey, dataAttributes } from './keys/attribute-keys.ts';
import type { Item, Table } from './table.ts';

const attributeCodec = codec<DataAttribute>(
  'data-attribute',
  z.object({
    id: z.string(),
    workspaceId: z.string(),
    model: z.enum(['contact', 'company']),
    name: z.string(),
    description: absentAsNull(z.string()),
    type: z.enum(ATTRIBUTE_TYPES),
    options: z.array(z.string()).default([]),
    messengerWritable: z.boolean().default(false),
    archived: z.boolean().default(false),
    adminId: z.string(),
    createdAt: z.number(),
    updatedAt: z.number(),
  }),
);

/** Takes the table; returns the data attributes in it. */
export function dataAttributeStore(table: Table): DataAttributeStore {
  return {
    create: (attribute) => table.put(itemOf(attribute), 'absent'),
    update: (attribute) => table.put(itemOf(attribute), { equals: { id: attribute.id } }),
    async list(workspaceId) {
      const found: DataAttribute[] = [];
      // Consistent: who was just refused because a name is taken must find it.
      for await (const item of table.walk({ in: dataAttributes({ workspaceId }), consistent: true }))
        found.push(attributeCodec.fromItem(item));
      return found;
    },
  };
}

const itemOf = (attribute: DataAttribute): Item =>
  attributeCodec.toItem(attribute, { at: [dataAttributeKey(attribute)] });
