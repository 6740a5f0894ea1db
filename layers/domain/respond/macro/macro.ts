import * as z from 'zod';
import { collection, type Kept } from '../../workspace/collection/collection.ts';

const MacroFields = z.object({
  name: z.string(),
  /** Safe HTML with placeholders: `{{user.name | fallback: 'there'}}`. */
  body: z.string(),
  /** The same without markup. */
  bodyText: z.string(),
  visibleTo: z.enum(['everyone', 'specific_teams']),
  visibleToTeamIds: z.array(z.string()),
  availableOn: z.array(z.enum(['inbox', 'messenger'])),
});
export type MacroFields = z.infer<typeof MacroFields>;

/** A saved reply (Intercom API 2.16, macro). */
export type Macro = MacroFields & Kept;

export const macros = collection({
  noun: 'macro',
  fields: MacroFields,
  defaults: { bodyText: '', visibleTo: 'everyone', visibleToTeamIds: [], availableOn: ['inbox'] },
  max: 1_000,
  uniqueNames: true,
  // Intercom API 2.16, listMacros.
  order: { by: ({ updatedAt }) => updatedAt, newestFirst: true },
});

/** Takes a macro and the teams of whoever asks; returns whether they may see it (Intercom API 2.16, "Visibility Rules"). */
export function isMacroVisible({ visibleTo, visibleToTeamIds }: MacroFields, teamIds: readonly string[]): boolean {
  return visibleTo === 'everyone' || visibleToTeamIds.some((id) => teamIds.includes(id));
}
