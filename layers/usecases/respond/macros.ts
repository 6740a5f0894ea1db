import { Failure } from '#domain/kernel/failure';
import { htmlBody } from '#domain/kernel/message-body';
import type { RichText } from '#domain/kernel/rich-text';
import { isMacroVisible, type Macro, type MacroFields, macros } from '#domain/respond/macro/macro';
import type { CollectionStore } from '#domain/workspace/collection/collection-store';
import type { WorkspaceStore } from '#domain/workspace/workspace/workspace-store';
import type { DeedPorts } from '../workspace/activity-log.ts';
import type { ServedCollection } from '../workspace/collection.ts';

export type MacroPorts = DeedPorts & {
  macros: CollectionStore<Macro>;
  richText: RichText;
  workspaces: Pick<WorkspaceStore, 'getAdmin' | 'listTeams'>;
};

export const servedMacros: ServedCollection<MacroFields, MacroPorts> = {
  collection: macros,
  records: (ports) => ports.macros,
  async sight({ workspaces }, { workspaceId, adminId }) {
    const admin = await workspaces.getAdmin(workspaceId, adminId);
    return (macro) => isMacroVisible(macro, admin?.teamIds ?? []);
  },
  async settle({ workspaces, richText }, { workspaceId }, fields, before) {
    const { visibleTo, visibleToTeamIds } = fields;
    const named = visibleToTeamIds.filter((id) => !before?.visibleToTeamIds.includes(id));
    const teams = named.length === 0 ? [] : await workspaces.listTeams(workspaceId);
    const unknown = named.filter((id) => !teams.some((team) => team.id === id));
    if (unknown.length > 0) throw invalid(`There is no team ${unknown.join(', ')} in this workspace`);
    if (visibleTo === 'specific_teams' && visibleToTeamIds.length === 0) throw invalid('Name at least one team');
    const body = fields.body === before?.body ? fields.body : await htmlBody(richText, fields.body);
    return { ...fields, body, bodyText: (await richText.plainText())(body) };
  },
};

const invalid = (message: string) => new Failure('bad_request', message, { field: 'visible_to_team_ids' });
