import type { DueEntry } from '../../kernel/due.ts';
import type { RunIdentity } from './run.ts';

/** Takes a run and an instant in ms; returns the due entry that has it looked at then. */
export function dueOfRun({ workspaceId, campaignId, contactId, entry }: RunIdentity, at: number): DueEntry {
  return { workspaceId, kind: 'run', subjectId: `${contactId}/${campaignId}/${entry}`, at };
}

/** Takes the subject of such an entry; returns whose run it is. */
export function runOfDue(subjectId: string): Omit<RunIdentity, 'workspaceId'> {
  const [contactId = '', campaignId = '', entry = ''] = subjectId.split('/');
  return { contactId, campaignId, entry: Number(entry) };
}
