import type { Fact } from '#domain/fact';
import type { Queue } from '#domain/kernel/queue';
import type { ConnectionStore, Listener } from '#domain/respond/socket/connection';
import type { SocketPush } from '#domain/respond/socket/socket-push';
import { permits } from '#domain/workspace/access/scope';
import type { EndSocketsJob, FollowUpJob } from '#events/follow-up-job';
import { forEachConcurrently } from '../kernel/for-each-concurrently.ts';

/** Takes a fact; has sockets ended that nobody may listen on any more: after a sign-out, a revocation, a blocking, a removal. */
export async function planEndOfSockets(ports: { followUps: Queue<FollowUpJob> }, fact: Fact): Promise<void> {
  const ending = endingOf(fact);
  if (ending !== undefined) await ports.followUps.send([{ kind: 'end-sockets', ...ending }]);
}

type Ending = Omit<EndSocketsJob, 'kind'>;

function endingOf(fact: Fact): Ending | undefined {
  switch (fact.kind) {
    case 'session-ended': {
      const { workspaceId, contactId, hash } = fact.session;
      return ofContact(workspaceId, contactId, { credential: hash, correlationId: `session-${hash.slice(0, 12)}` });
    }
    case 'contact-written': {
      const { workspaceId, id, blocked, correlationId } = fact.after;
      const isNews = blocked && fact.before?.blocked !== true;
      return isNews ? ofContact(workspaceId, id, { correlationId }) : undefined;
    }
    case 'access-token-changed': {
      if (fact.after !== undefined && permits(fact.after.scopes, 'read_conversations')) return undefined;
      const { workspaceId, adminId, id } = fact.before;
      return { ...ofAdmin(workspaceId, adminId), credential: id };
    }
    case 'admin-removed':
      return ofAdmin(fact.admin.workspaceId, fact.admin.id);
    default:
      return undefined;
  }
}

const ofContact = (workspaceId: string, id: string, more: Pick<Ending, 'credential' | 'correlationId'>): Ending => ({
  workspaceId,
  listener: { kind: 'contact', id },
  ...more,
});

const ofAdmin = (workspaceId: string, id: string): Ending => ({
  workspaceId,
  listener: { kind: 'admin', id },
  correlationId: `admin-${id}`,
});

export type EndSocketsPorts = {
  connections: Pick<ConnectionStore, 'listByListener' | 'close' | 'endSessions'>;
  push: Pick<SocketPush, 'close'>;
};

/**
 * Takes whose sockets end, all or those of one credential; closes them, after which nothing is pushed to them. With all sockets of a
 * contact its sessions and tickets end. Safe to repeat.
 */
export async function endSockets(
  { connections, push }: EndSocketsPorts,
  { workspaceId, listener, credential }: Pick<EndSocketsJob, 'workspaceId' | 'listener' | 'credential'>,
): Promise<void> {
  if (listener.kind === 'contact' && credential === undefined) await connections.endSessions(workspaceId, listener.id);
  const of: Listener = { workspaceId, ...listener };
  const open = await connections.listByListener(of);
  const ended = credential === undefined ? open : open.filter((each) => each.credential === credential);
  await forEachConcurrently(ended, async ({ id }) => {
    await push.close(id);
    await connections.close(id);
  });
}
