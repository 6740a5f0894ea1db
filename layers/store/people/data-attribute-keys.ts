import { accessPattern } from '../table/access-pattern.ts';
import { encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, workspacePartition } from '../table/partition.ts';

export const dataAttributeKey = accessPattern(
  { entity: 'data-attribute', serves: 'POST /data_attributes; keeps the names of a model unique' },
  (at: InWorkspace & { model: string; name: string }) =>
    one(partition(at), `ATTRIBUTE#${text(at.model)}#${text(at.name)}`),
);
export const dataAttributes = accessPattern(
  { entity: 'data-attribute', serves: 'GET /data_attributes; the types of what contacts and companies are given' },
  (at: InWorkspace) => all(partition(at), 'ATTRIBUTE#'),
);

const partition = (at: InWorkspace) => `${workspacePartition(at)}#ATTRIBUTES`;
