import { parseDuration } from '../../kernel/duration.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Message } from '../message/message.ts';
import { ended, type Run } from './run.ts';
import type { Deed, RunDecision, RunView } from './run-decision.ts';

/**
 * Takes a campaign of messages and an active run; returns it with every message that the contact gets now: those that it
 * matches, the highest priority first, one each time that the throttle allows. It is finished when it has had all.
 */
export function stayOf(campaign: Campaign, run: Run, view: RunView): RunDecision {
  const deeds: Deed[] = [];
  let now = run;
  for (;;) {
    const left = campaign.messages.filter(({ id }) => !now.received.includes(id)).sort(byPriority);
    if (left.length === 0) return { run: ended(now, 'finished', view.now), deeds, watch: [] };
    const message = left.find(({ audience }) => audience === undefined || view.holds(audience));
    if (message === undefined) {
      const watch = left.map(({ id }) => ({ key: id, fresh: false }));
      return { run: { ...now, wakeAt: null }, deeds, watch };
    }
    const free = freeAt(campaign, now);
    if (free > view.now) return { run: { ...now, wakeAt: free }, deeds, watch: [] };
    deeds.push({ do: 'send', message });
    now = withMessage(now, message.id, view.now);
  }
}

/** The one that stands first goes first among equals. */
function byPriority(a: Message, b: Message): number {
  return (b.priority ?? 0) - (a.priority ?? 0);
}

/** Takes a campaign and a run; returns from when on it may get a message, in ms. */
export function freeAt({ throttle }: Pick<Campaign, 'throttle'>, { lastMessageAt }: Run): number {
  if (throttle === null || lastMessageAt === null) return 0;
  return lastMessageAt + (parseDuration(throttle) ?? 0);
}

/** Takes a run and a message that was decided for it, at an instant in ms; returns the run afterwards. */
export function withMessage(run: Run, messageId: string, at: number): Run {
  return { ...run, received: [...run.received, messageId], lastMessageAt: at, wakeAt: null };
}
