import type { Fact } from '#domain/fact';
import { type BlockedContactPorts, closeConversationsOfBlocked } from './close-conversations-of-blocked.ts';
import { type RecordReplyPorts, recordReply } from './record-reply.ts';

export type RespondReactionPorts = BlockedContactPorts & RecordReplyPorts;

/** Takes a fact; does what follows from it in conversations. Safe to repeat. */
export async function reactInRespond(ports: RespondReactionPorts, fact: Fact): Promise<void> {
  if (fact.kind === 'part-appended') await recordReply(ports, fact.part);
  if (fact.kind === 'contact-written') await closeConversationsOfBlocked(ports, fact.before, fact.after);
}
