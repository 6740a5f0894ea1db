import * as z from 'zod';
import { ATTRIBUTE_TYPES } from '#domain/people/data-attribute/data-attribute';

/** Intercom API 2.15, data_attribute. Only custom ones have an id, an author and instants. */
export const DataAttributeResource = z
  .object({
    type: z.literal('data_attribute'),
    id: z.number().int().optional(),
    name: z.string(),
    full_name: z.string(),
    label: z.string(),
    description: z.string().optional(),
    data_type: z.enum(ATTRIBUTE_TYPES),
    options: z.array(z.string()).optional(),
    api_writable: z.boolean(),
    ui_writable: z.boolean(),
    messenger_writable: z.boolean(),
    custom: z.boolean(),
    archived: z.boolean(),
    admin_id: z.string().optional(),
    created_at: z.number().int().optional().describe('Unix seconds'),
    updated_at: z.number().int().optional().describe('Unix seconds'),
    model: z.enum(['contact', 'company']),
  })
  .meta({ id: 'DataAttribute' });
export type DataAttributeResource = z.infer<typeof DataAttributeResource>;

/** Intercom API 2.15, data_attribute_list. */
export const DataAttributeList = z.object({ type: z.literal('list'), data: z.array(DataAttributeResource) });
export type DataAttributeList = z.infer<typeof DataAttributeList>;
