import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const suppressionKey = accessPattern(
  { entity: 'suppression', serves: 'the gate of every send: why an address gets no mail, whoever has it' },
  (at: InWorkspace & { address: string }) => one(`${workspacePartition(at)}#SUPPRESSIONS`, text(at.address)),
);
