import type { Macro } from './macro.ts';

/** For tests: a macro that everybody sees, changed as told. */
export function aMacro(changes: Partial<Macro> = {}): Macro {
  return {
    ...{ id: '31', workspaceId: 'acmeacme', createdAt: 1_767_225_600_000, updatedAt: 1_767_225_600_000 },
    ...{ correlationId: 'correlation1', version: 1, name: 'On its way', body: '<p>It is on its way.</p>' },
    ...{ bodyText: 'It is on its way.' },
    ...{ visibleTo: 'everyone', visibleToTeamIds: [], availableOn: ['inbox'] },
    ...changes,
  };
}
