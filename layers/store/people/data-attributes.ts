import * as z from 'zod';
import {
  ATTRIBUTE_TYPES,
  type DataAttribute,
  type DataAttributeStore,
} from '#domain/people/data-attribute/data-attribute';
import type { Activity } from '#domain/workspace/activity/activity';
import { absentAsNull, codec } from '../table/codec.ts';
import type { Action, Condition, Item, Table } from '../table/table.ts';
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

/** So many declarations ride in the transaction of what uses them; a transaction has 100 actions. */
const MAX_WITHIN = 90;

/** Takes attributes that a write declares; returns the actions for its transaction. Fails with it if another was quicker. */
export function declaring(declared: readonly DataAttribute[]): Action[] {
  return declared.slice(-MAX_WITHIN).map((attribute) => ({ put: itemOf(attribute), when: 'absent' }));
}

/**
 * Declares what the transaction of a write has no room for, before it. Whatever may refuse the write is asked first.
 * @throws conflict if another writer has declared one of them
 */
export async function declareAhead(
  table: Table,
  declared: readonly DataAttribute[],
  check: () => Promise<void> = async () => {},
): Promise<void> {
  const ahead = declared.slice(0, -MAX_WITHIN);
  if (ahead.length === 0) return;
  await check();
  for (let start = 0; start < ahead.length; start += MAX_WITHIN)
    await table.transact(declaring(ahead.slice(start, start + MAX_WITHIN)));
}

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
