import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const suppressionKey = accessPattern(
  { entity: 'suppression', serves: 'the gate of every send: why an address gets no mail, whoever has it' },
  (at: InWorkspace & { address: string }) => one(listed(at), text(at.address)),
);
export const suppressions = accessPattern(
  { entity: 'suppression', serves: 'GET /suppressions and their export, by address' },
  (at: InWorkspace) => all(listed(at)),
);

const listed = (at: InWorkspace) => `${workspacePartition(at)}#SUPPRESSIONS`;
