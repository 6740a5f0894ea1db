import type { Fact } from '#domain/fact';
import { type BlockedContactPorts, closeConversationsOfBlocked } from './close-conversations-of-blocked.ts';

export type RespondReactionPorts = BlockedContactPorts;

/** Takes a fact; does what follows from it in conversations. Safe to repeat. */
export async function reactInRespond(ports: RespondReactionPorts, fact: Fact): Promise<void> {
  if (fact.kind === 'contact-written') await closeConversationsOfBlocked(ports, fact.before, fact.after);
}
