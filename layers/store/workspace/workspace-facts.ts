import type { Fact } from '#domain/fact';
import type { Decoders } from '../table/stream-record.ts';
import { workspaceCodec } from './workspace-item.ts';

/** What records of the workspace declare. */
export const workspaceFacts: Decoders<Fact> = {
  workspace: {
    written: (after, before, sequence) => {
      if (before === undefined || before.timezone === after.timezone) return undefined;
      return { kind: 'time-zone-changed', workspaceId: workspaceCodec.fromItem(after).id, sequence };
    },
  },
};
