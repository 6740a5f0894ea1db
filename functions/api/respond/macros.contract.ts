import * as z from 'zod';
import { MacroRequest, MacroResource } from '#wire/respond/macro';
import { collectionContracts } from '../collection-contracts.ts';

const intercom = { origin: 'Intercom 2.16', since: '2.16' } as const;

export const macros = collectionContracts({
  one: 'Macro',
  many: 'Macros',
  path: '/macros',
  scope: 'conversations',
  resource: MacroResource,
  body: MacroRequest,
  query: z.object({ updated_since: z.coerce.number().int().optional().describe('Unix seconds') }),
  example: { name: 'On its way', body: "<p>Hi {{user.name | fallback: 'there'}}, it is on its way.</p>" },
  intercom: { list: intercom, find: intercom },
});
export const {
  list: listMacros,
  find: getMacro,
  create: createMacro,
  update: updateMacro,
  remove: deleteMacro,
} = macros;
