import type { Fact } from '#domain/fact';
import type { Queue } from '#domain/kernel/queue';
import type { FollowUpJob } from '#events/follow-up-job';
import { type BlockedContactPorts, closeConversationsOfBlocked } from './close-conversations-of-blocked.ts';
import { planEndOfSockets } from './end-sockets.ts';
import { type RecordReplyPorts, recordReply } from './record-reply.ts';

export type RespondReactionPorts = BlockedContactPorts & RecordReplyPorts & { followUps: Queue<FollowUpJob> };

/** Takes a fact; does what follows from it in conversations and for sockets. Safe to repeat. */
export async function reactInRespond(ports: RespondReactionPorts, fact: Fact): Promise<void> {
  if (fact.kind === 'part-appended') await recordReply(ports, fact.part);
  await planEndOfSockets(ports, fact);
  if (fact.kind === 'contact-written') await closeConversationsOfBlocked(ports, fact.before, fact.after);
}
