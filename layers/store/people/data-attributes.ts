import * as z from 'zod';
import {
  ATTRIBUTE_TYPES,
  type DataAttribute,
  type DataAttributeStore,
} from '#domain/people/data-attribute/data-attribute';
import type { Activity } from '#domain/workspace/activity/activity';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Condition, Item, Table } from '../table/table.ts';
import { activityWrites } from '../workspace/activity-item.ts';
import { dataAttributeKey, dataAttributes } from './data-attribute-keys.ts';

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
  const write = async (action: { put: Item; when: Condition }, recorded: Activity[] = []) => {
    if (recorded.length === 0) return await table.put(action.put, action.when);
    await table.transact([action, ...activityWrites(recorded)]);
  };
  return {
    create: (attribute, recorded) => write({ put: itemOf(attribute), when: 'absent' }, recorded),
    update: (attribute, recorded) =>
      write({ put: itemOf(attribute), when: { equals: { id: attribute.id } } }, recorded),
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
