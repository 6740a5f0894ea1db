import type { Fact } from '#domain/fact';
import type { Decoders } from '../table/stream-record.ts';
import { adminCodec, tokenCodec, workspaceCodec } from './workspace-item.ts';

/** What records of the workspace declare. */
export const workspaceFacts: Decoders<Fact> = {
  workspace: {
    written: (after, before, sequence) => {
      if (before === undefined || before.timezone === after.timezone) return undefined;
      return { kind: 'time-zone-changed', workspaceId: workspaceCodec.fromItem(after).id, sequence };
    },
  },
  token: {
    written: (after, before, sequence) =>
      before === undefined
        ? undefined
        : {
            kind: 'access-token-changed',
            before: tokenCodec.fromItem(before),
            after: tokenCodec.fromItem(after),
            sequence,
          },
    removed: (before, sequence) => ({ kind: 'access-token-changed', before: tokenCodec.fromItem(before), sequence }),
  },
  admin: {
    removed: (before, sequence) => ({ kind: 'admin-removed', admin: adminCodec.fromItem(before), sequence }),
  },
};
