import { accessPattern, type Collection } from '../table/access-pattern.ts';
import { decodeInstant, encodeInstant, encodeKeyValue as text } from '../table/key-encoding.ts';
import { all, type InWorkspace, one, placed, workspacePartition } from '../table/partition.ts';

export const connectionKey = accessPattern(
  {
    entity: 'connection',
    serves: '$disconnect and frames, which know the socket only. Not under a workspace for that reason',
  },
  (at: { connectionId: string }) => one(`CONN#${text(at.connectionId)}`, 'CONNECTION'),
);
export const listenerKey = accessPattern(
  { entity: 'connection', serves: 'a socket among those of its listener' },
  (at: InWorkspace & { kind: 'contact' | 'admin'; listenerId: string; connectionId: string }) =>
    one(listeners(at), `${text(at.listenerId)}#${text(at.connectionId)}`),
);
export const connectionsOfListener = accessPattern(
  { entity: 'connection', serves: 'push: the sockets of one contact or teammate' },
  (at: InWorkspace & { kind: 'contact' | 'admin'; listenerId: string }) =>
    all(listeners(at), `${text(at.listenerId)}#`),
);
export const connectionsOfAdmins = accessPattern(
  { entity: 'connection', serves: 'push: the sockets of all teammates' },
  (at: InWorkspace) => all(`${workspacePartition(at)}#LISTENERS#ADMIN`),
);
const listeners = (at: InWorkspace & { kind: 'contact' | 'admin'; listenerId: string }) =>
  at.kind === 'admin'
    ? `${workspacePartition(at)}#LISTENERS#ADMIN`
    : `${workspacePartition(at)}#LISTENERS#CONTACT#${text(at.listenerId)}`;
export const ticketKey = accessPattern(
  { entity: 'ticket', serves: '$connect: a single-use ticket, by its hash' },
  (at: InWorkspace & { hash: string }) => one(`${workspacePartition(at)}#TICKET#${text(at.hash)}`, 'TICKET'),
);
export const sessionOfContactKey = accessPattern(
  { entity: 'session', serves: "a session's place among those of its contact, by when it began" },
  (at: InWorkspace & { contactId: string; hash: string; createdAt: number }) =>
    placed('gsi2', sessions(at), `${encodeInstant(at.createdAt)}#${text(at.hash)}`),
);
export const ticketOfContactKey = accessPattern(
  { entity: 'ticket', serves: "a ticket's place among the sessions of its contact" },
  (at: InWorkspace & { contactId: string; hash: string }) => placed('gsi2', sessions(at), text(at.hash)),
);
export const sessionsOfContact = accessPattern(
  {
    entity: 'session',
    serves: 'deletion and merge of a contact: its sessions and tickets; visits that it does not tell of',
  },
  (at: InWorkspace & { contactId: string }): Collection => ({ index: 'gsi2', partition: sessions(at) }),
);
const sessions = (at: InWorkspace & { contactId: string }) =>
  `${workspacePartition(at)}#SESSIONS#CONTACT#${text(at.contactId)}`;
export const sessionKey = accessPattern(
  { entity: 'session', serves: 'authentication of every messenger request, by hash of the session token' },
  (at: InWorkspace & { hash: string }) => one(`${workspacePartition(at)}#SESSION#${text(at.hash)}`, 'SESSION'),
);

/** Takes a sort value of a contact's sessions; returns when that began (ms), undefined for a ticket and for sessions of before it was told. */
export function instantOfSession(sort: string): number | undefined {
  const [instant = '', hash] = sort.split('#');
  return hash === undefined ? undefined : decodeInstant(instant);
}
