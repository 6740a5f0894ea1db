import { parseDuration } from '../../kernel/duration.ts';
import { nextLocalTime } from '../../kernel/local-time.ts';
import type { Rule } from '../../targeting/rule/rule.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { minuteOf } from '../campaign/program.ts';
import { ended, isUnderway, type Run } from './run.ts';
import type { RunDecision, RunView, Watch } from './run-decision.ts';
import { stayOf } from './walk-messages.ts';
import { reopened, walk } from './walk-steps.ts';

/**
 * Takes a live campaign, a run and what is known of its contact; returns how far the run comes now, what is done on the way
 * and what has to be watched for. Nothing is done twice, whoever asks and however often: deeds bear their own identity, and
 * time counts from when the run came to a step, not from when somebody looked.
 */
export function decideRun(campaign: Campaign, run: Run, view: RunView): RunDecision {
  const judged = putOff(campaign, judge(campaign, reopen(campaign, run, view), view), view);
  const begun =
    judged.state === 'postponed' && (judged.wakeAt ?? 0) <= view.now ? begin(campaign, judged, view) : judged;
  if (begun.state !== 'active') return { run: begun, deeds: [], watch: watchesOf(campaign, begun, view.now) };
  const went = campaign.steps === null ? stayOf(campaign, begun, view) : walk(campaign, campaign.steps, begun, view);
  return { ...went, watch: [...watchesOf(campaign, went.run, view.now), ...went.watch] };
}

/** What an edit has added reaches those who had all, if it was asked to. */
function reopen(campaign: Campaign, run: Run, { now }: RunView): Run {
  if (run.state !== 'finished' || !campaign.reachFinished) return run;
  if (campaign.steps !== null) return reopened(campaign, campaign.steps, run, now);
  const isLeft = campaign.messages.some(({ id }) => !run.received.includes(id));
  return isLeft ? { ...run, state: 'active', endedAt: null } : run;
}

/** A campaign with a time of the day begins for each contact at that time of its own. */
function putOff({ schedule }: Campaign, run: Run, { timezone, now }: RunView): Run {
  if (run.version > 0 || run.state !== 'active' || schedule === null || 'at' in schedule) return run;
  const { local_time, weekdays } = schedule;
  const wakeAt = nextLocalTime(
    timezone,
    { minute: minuteOf(local_time), ...(weekdays && { weekdays }) },
    run.enteredAt,
  );
  return wakeAt > now ? { ...run, state: 'postponed', wakeAt } : run;
}

/** Goal before exit: who did what the campaign is for has not left it. */
function judge(campaign: Campaign, run: Run, view: RunView): Run {
  const { goal, exit, endsAt } = campaign;
  const { now } = view;
  const mayReach = isUnderway(run) || run.state === 'finished' || run.state === 'control';
  const metAt = mayReach && run.goalAt === null && goal ? whenMet(goal.rule, 'goal', view) : undefined;
  if (goal && metAt !== undefined) {
    const begins = run.version === 0 || run.state === 'postponed';
    if (begins && run.state !== 'control') return ended(run, 'exited', now, 'goal_met_before');
    if (counts(run, goal.within, metAt))
      return run.state === 'control'
        ? { ...run, goalAt: metAt }
        : { ...ended(run, 'goal_reached', now), goalAt: metAt };
    if (isUnderway(run)) return ended(run, 'exited', now, 'goal_met_late');
  }
  if (!isUnderway(run)) return run;
  if (endsAt !== null && now >= endsAt) return ended(run, 'stopped', now);
  return exit && whenMet(exit, 'exit', view) !== undefined ? ended(run, 'exited', now, 'exit_met') : run;
}

function whenMet(rule: Rule, key: string, { fired, holds, now }: RunView): number | undefined {
  return fired.get(key) ?? (holds(rule) ? now : undefined);
}

/** J12: from the last message on, or from entering where there was none, so long. */
function counts({ lastMessageAt, enteredAt }: Run, within: string | null, metAt: number): boolean {
  const length = within === null ? undefined : parseDuration(within);
  return length === undefined || metAt < (lastMessageAt ?? enteredAt) + length;
}

/** Who was put off begins only if the campaign still means them. */
function begin(campaign: Campaign, run: Run, view: RunView): Run {
  const at = run.wakeAt ?? view.now;
  if (!view.holds(campaign.audience)) return ended(run, 'exited', view.now, 'left_audience');
  return { ...run, state: 'active', enteredAt: at, arrivedAt: at, wakeAt: null };
}

function watchesOf({ goal, exit }: Campaign, run: Run, now: number): Watch[] {
  const isOpen = run.goalAt === null && run.state !== 'exited' && run.state !== 'stopped';
  const awaitsGoal = goal !== null && isOpen && counts(run, goal.within, now);
  return [
    ...(awaitsGoal ? [{ key: 'goal', fresh: false }] : []),
    ...(exit !== null && isUnderway(run) ? [{ key: 'exit', fresh: false }] : []),
  ];
}
