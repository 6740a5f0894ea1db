import type { Fact } from '#domain/fact';
import { EFFECTS, type Effect } from '#events/follow-up-job';
import { LISTING_SHARDS } from '#store/people/contact-keys';
import { reactInConnect, tellBus, tellWebhooks, type WorkReactionPorts } from '#usecases/connect/connect-reactions';
import type { FanOutPorts } from '#usecases/connect/webhook-fan-out';
import { type EngageReactionPorts, reactInEngage } from '#usecases/engage/engage-reactions';
import { type PeopleReactionPorts, reactInPeople } from '#usecases/people/people-reactions';
import { type RespondReactionPorts, reactInRespond } from '#usecases/respond/respond-reactions';
import { reactInTargeting, type TargetingReactionPorts } from '#usecases/targeting/targeting-reactions';
import type { ItemPorts } from './webhook-items.ts';
import { webhookOccurrences } from './webhook-occurrences.ts';

export type EffectPorts = Omit<TargetingReactionPorts, 'shards'> &
  PeopleReactionPorts &
  EngageReactionPorts &
  RespondReactionPorts &
  WorkReactionPorts &
  FanOutPorts &
  ItemPorts &
  Parameters<typeof tellBus>[0];

/** Those that follow once targeting is done or kept aside. */
export const LATER_EFFECTS = EFFECTS.filter((effect) => effect !== 'targeting');

/** Whether facts come out of their order, later ones of the same contact perhaps being worked already. */
export type Order = { late: boolean };

/** Takes the ports; returns what does each effect of facts of one group, oldest first. Each is safe to repeat. */
export function effectsOf(ports: EffectPorts): Record<Effect, (facts: Fact[], order: Order) => Promise<void>> {
  const occurrencesOf = webhookOccurrences(ports);
  const each =
    <Ports>(react: (ports: Ports, fact: Fact) => Promise<void>, to: Ports) =>
    async (facts: Fact[]) => {
      for (const fact of facts) await react(to, fact);
    };
  return {
    targeting: (facts, { late }) => reactInTargeting({ ...ports, shards: LISTING_SHARDS }, facts, { late }),
    engage: each(reactInEngage, ports),
    people: each(reactInPeople, ports),
    respond: each(reactInRespond, ports),
    connect: each(reactInConnect, ports),
    webhooks: (facts) => tellWebhooks({ ...ports, occurrencesOf }, facts),
    bus: (facts) => tellBus(ports, facts),
  };
}
