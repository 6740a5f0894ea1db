import * as z from 'zod';
import type { Macro, MacroFields } from '#domain/respond/macro/macro';
import type { Given } from '#domain/workspace/collection/collection';

const AVAILABLE_ON = z.array(z.enum(['inbox', 'messenger'])).max(2);
const VISIBLE_TO = z.enum(['everyone', 'specific_teams']);

/** Intercom API 2.16, macro, and the version that a change may name. */
export const MacroResource = z
  .object({
    type: z.literal('macro'),
    id: z.string(),
    name: z.string(),
    body: z.string().describe('HTML; placeholders are written as <attribute key="user.name" default="there"/>'),
    body_text: z.string().describe("Text; placeholders as they are typed: {{user.name | fallback: 'there'}}"),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    visible_to: VISIBLE_TO,
    visible_to_team_ids: z.array(z.string()),
    available_on: AVAILABLE_ON,
    version: z.number().int(),
  })
  .meta({ id: 'Macro' });

export const MacroRequest = z.object({
  name: z.string().trim().min(1).max(255),
  body: z.string().max(20_000),
  visible_to: VISIBLE_TO.optional(),
  visible_to_team_ids: z
    .array(z.union([z.string().max(20), z.int().transform(String)]))
    .max(100)
    .optional(),
  available_on: AVAILABLE_ON.optional(),
});

/** Takes what a caller sent; returns the fields it names. */
export function understandMacro(sent: Partial<z.infer<typeof MacroRequest>>): Given<MacroFields> {
  const { name, body, visible_to: visibleTo, visible_to_team_ids: visibleToTeamIds, available_on: availableOn } = sent;
  return { name, body, visibleTo, visibleToTeamIds, availableOn };
}

/** Takes a macro; returns it as the API shows it. */
export function presentMacro(macro: Macro): z.infer<typeof MacroResource> {
  return {
    type: 'macro',
    id: macro.id,
    name: macro.name,
    body: macro.body.replace(PLACEHOLDER, attributeElement),
    body_text: macro.bodyText,
    created_at: new Date(macro.createdAt).toISOString(),
    updated_at: new Date(macro.updatedAt).toISOString(),
    visible_to: macro.visibleTo,
    visible_to_team_ids: macro.visibleToTeamIds,
    available_on: macro.availableOn,
    version: macro.version,
  };
}

/** In safe HTML quotes are entities; a placeholder is one with or without a fallback. */
const PLACEHOLDER =
  /\{\{\s*([\w.]{1,100})\s*(?:\|\s*fallback:\s*(?:'|"|&#39;|&quot;)([^{}]{0,500}?)(?:'|"|&#39;|&quot;)\s*)?\}\}/g;

/** Intercom API 2.16, "Placeholder Transformation". */
function attributeElement(_: string, key: string, fallback = ''): string {
  return `<attribute key="${key}" default="${fallback.replaceAll('"', '&quot;')}"/>`;
}
