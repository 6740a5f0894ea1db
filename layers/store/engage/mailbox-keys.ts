import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { type InWorkspace, one, workspacePartition } from '../table/partition.ts';

// A partition for each mailbox: campaigns of a workspace write to thousands of them a second.
export const mailboxKey = accessPattern(
  { entity: 'mailbox', serves: 'the gate of every send where a workspace has caps: what the reader was sent lately' },
  (at: InWorkspace & { mailbox: string }) => one(`${workspacePartition(at)}#MAILBOX#${text(at.mailbox)}`, 'MAILBOX'),
);
