import { Failure } from '../../kernel/failure.ts';
import { WEEKDAYS } from '../../kernel/weekday.ts';
import { parseRule } from '../../targeting/rule/parse-rule.ts';
import type { Message } from '../message/message.ts';
import type { Campaign, Goal, Schedule } from './campaign.ts';
import { CampaignDraft } from './campaign-draft.ts';
import { leavesNoTrace } from './campaign-rules.ts';
import { type GivenMessage, identifyMessages, identifySteps } from './identify.ts';
import { type Place, programOf } from './program.ts';
import { readDuration, readSteps } from './read-steps.ts';

/** What of a campaign its draft says. */
export type CampaignContent = Omit<
  Campaign,
  'id' | 'workspaceId' | 'state' | 'createdAt' | 'updatedAt' | 'startedAt' | 'archivedAt' | 'version'
>;

/**
 * Takes a draft, and the campaign that it edits if there is one; returns what the campaign is to be. Messages and steps keep
 * their ids, and those who stand on a step that is gone go on at the next that is left (J06).
 * @throws unprocessable naming the place of what is wrong
 */
export function contentOf(draft: CampaignDraft, former?: Campaign): CampaignContent {
  refuseUnknownFields(draft);
  const { name, audience, exit, enroll = 'existing_and_future', reentry = 'once' } = draft;
  const said = saidOf(draft, former);
  const content: CampaignContent = {
    name,
    audience: parseRule(audience, 'audience'),
    goal: goalOf(draft.goal),
    exit: exit === undefined || exit === null ? null : parseRule(exit, 'exit'),
    ...said,
    enroll,
    reentry,
    throttle: draft.throttle ?? null,
    priority: draft.priority ?? 0,
    control: draft.control ?? 0,
    transactional: draft.transactional ?? false,
    schedule: scheduleOf(draft.schedule),
    startsAt: inMs(draft.starts_at),
    endsAt: inMs(draft.ends_at),
    moved: former === undefined ? {} : movedOf(former, said),
    leftNoTrace: former !== undefined && former.startedAt !== null && (former.leftNoTrace || leavesNoTrace(former)),
    reachFinished: draft.reach_finished ?? false,
  };
  refuseEmptyTime(content);
  return content;
}

/** @throws unprocessable naming a field that is unknown */
function refuseUnknownFields(draft: CampaignDraft): void {
  const stranger = Object.keys(draft).find((field) => !Object.hasOwn(CampaignDraft.shape, field));
  if (stranger !== undefined) throw wrong(stranger, `${stranger} is not a field of a campaign`);
}

function saidOf(
  { messages, steps }: CampaignDraft,
  former: Campaign | undefined,
): Pick<Campaign, 'messages' | 'steps'> {
  if (messages !== undefined && steps !== undefined)
    throw wrong('steps', 'steps: a campaign has messages or steps, not both; leave one out');
  if (messages !== undefined) {
    const given = messages.map(({ audience, ...rest }: Record<string, unknown>, index): GivenMessage => {
      const rule =
        audience === undefined || audience === null ? undefined : parseRule(audience, `messages[${index}].audience`);
      return present({ ...rest, audience: rule }) as GivenMessage;
    });
    return { messages: identifyMessages(given, former), steps: null };
  }
  if (steps === undefined || steps === null)
    throw wrong('messages', 'messages: a campaign needs messages, or steps for a series');
  return { messages: [], steps: identifySteps(readSteps(steps), former) };
}

function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A rule, or `{ rule, within }`. */
function goalOf(given: unknown): Goal | null {
  if (given === undefined || given === null) return null;
  if (typeof given !== 'object' || !('rule' in given)) return { rule: parseRule(given, 'goal'), within: null };
  const stranger = Object.keys(given).find((field) => field !== 'rule' && field !== 'within');
  if (stranger !== undefined)
    throw wrong(`goal.${stranger}`, `goal.${stranger}: is not allowed here; allowed are rule, within`);
  const within = 'within' in given && given.within !== null ? given.within : undefined;
  return {
    rule: parseRule(given.rule, 'goal.rule'),
    within: within === undefined ? null : readDuration(within, 'goal.within'),
  };
}

function scheduleOf(schedule: CampaignDraft['schedule']): Schedule | null {
  if (schedule === undefined || schedule === null) return null;
  if ('at' in schedule) return { at: schedule.at * 1000 };
  const { local_time, weekdays } = schedule;
  return weekdays === undefined
    ? { local_time }
    : { local_time, weekdays: WEEKDAYS.filter((day) => weekdays.includes(day)) };
}

function inMs(seconds: number | null | undefined): number | null {
  return seconds === undefined || seconds === null ? null : seconds * 1000;
}

function refuseEmptyTime({ startsAt, endsAt, schedule }: CampaignContent): void {
  const begin = Math.max(startsAt ?? 0, schedule !== null && 'at' in schedule ? schedule.at : 0);
  if (endsAt !== null && endsAt <= begin) throw wrong('ends_at', 'ends_at: must be later than the campaign begins');
}

/** Where those go on who stand on a step, or wait for a message, that the edit took away; what earlier edits took away stays noted. */
function movedOf(former: Campaign, said: { messages: Message[]; steps: Campaign['steps'] }): Record<string, Place> {
  const left =
    said.steps === null ? new Set(said.messages.map(({ id }) => id)) : new Set(programOf(said.steps).nodes.keys());
  const { nodes } = programOf(former.steps ?? []);
  const goesOn = (id: string): Place => {
    const behind = nodes.get(id)?.behind ?? null;
    return behind === null || left.has(behind) ? behind : goesOn(behind);
  };
  const gone = [...former.messages.map(({ id }) => id), ...nodes.keys()].filter((id) => !left.has(id));
  const moved = { ...former.moved, ...Object.fromEntries(gone.map((id) => [id, goesOn(id)])) };
  // What comes back under its old id is there again.
  return Object.fromEntries(Object.entries(moved).filter(([id]) => !left.has(id)));
}

function wrong(field: string, message: string): Failure {
  return new Failure('unprocessable', message, { reason: 'parameter_invalid', field });
}
