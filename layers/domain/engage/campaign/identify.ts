import { Failure } from '../../kernel/failure.ts';
import type { Message } from '../message/message.ts';
import type { Campaign } from './campaign.ts';
import type { GivenStep } from './read-steps.ts';
import type { Step } from './step.ts';

/** A message as it was given: it may have an id. */
export type GivenMessage = Message extends infer Each
  ? Each extends Message
    ? Omit<Each, 'id'> & { id?: string }
    : never
  : never;

/** What an edit knows of the campaign as it was. */
export type Former = Pick<Campaign, 'messages' | 'steps' | 'moved'>;

const NOTHING: Former = { messages: [], steps: null, moved: {} };

/**
 * Takes the messages of a draft, and the campaign as it was; returns them with ids. Whoever leaves out ids, as most do, still
 * edits what there is: what says the same as before is the same, else what stands where something stood before and went
 * nowhere else. An id that was ever used is never given to something else, so that nobody misses or doubles a message.
 * @throws unprocessable for an id that stands twice
 */
export function identifyMessages(given: readonly GivenMessage[], former: Former = NOTHING): Message[] {
  const places = given.map((message, index) => ({
    given: message,
    id: message.id,
    path: `messages[${index}]`,
    kind: message.channel,
  }));
  const known = former.messages.map((message, index) => ({
    given: message,
    id: message.id,
    path: `messages[${index}]`,
    kind: message.channel,
  }));
  const ids = identify(places, known, former);
  return given.map((message, index) => ({ ...message, id: ids[index] ?? '' }) as Message);
}

/** As `identifyMessages`, for the steps of a series. */
export function identifySteps(given: readonly GivenStep[], former: Former = NOTHING): Step[] {
  const ids = identify(placesIn(given, 'steps'), placesIn(former.steps ?? [], 'steps'), former);
  let next = 0;
  const named = (steps: readonly GivenStep[]): Step[] =>
    steps.map((step) => {
      const id = ids[next] ?? '';
      next += 1;
      if ('if' in step) {
        const { then, else: otherwise, ...rest } = step;
        return { ...rest, then: named(then), ...(otherwise === undefined ? {} : { else: named(otherwise) }), id };
      }
      if ('split' in step)
        return { ...step, split: step.split.map((each) => ({ ...each, steps: named(each.steps) })), id };
      return { ...step, id };
    });
  return named(given);
}

/** Something that has an id or gets one: what it says, where it stands and of which kind it is. */
type Bearer = { given: object; id: string | undefined; path: string; kind: string };

/** Every step with its place, in reading order. */
function placesIn(steps: readonly GivenStep[], path: string): Bearer[] {
  return steps.flatMap((step, index) => {
    const at = `${path}[${index}]`;
    const inside =
      'if' in step
        ? [...placesIn(step.then, `${at}.then`), ...placesIn(step.else ?? [], `${at}.else`)]
        : 'split' in step
          ? step.split.flatMap((each, branch) => placesIn(each.steps, `${at}.split[${branch}].steps`))
          : [];
    return [{ given: step, id: step.id, path: at, kind: kindOf(step) }, ...inside];
  });
}

const kindOf = (step: GivenStep): string => Object.keys(step).find((key) => key !== 'id') ?? '';

function identify(bearers: readonly Bearer[], known: readonly Bearer[], former: Former): string[] {
  const taken = new Set<string>();
  for (const { id, path } of bearers) {
    if (id === undefined) continue;
    if (taken.has(id)) throw twice(`${path}.id`, id);
    taken.add(id);
  }
  const free = () => known.filter(({ id }) => id !== undefined && !taken.has(id));
  const ids = bearers.map(({ id }) => id);
  const adopt = (isSame: (bearer: Bearer, candidate: Bearer) => boolean) => {
    for (const [index, bearer] of bearers.entries()) {
      if (ids[index] !== undefined) continue;
      const same = free().find((candidate) => isSame(bearer, candidate));
      if (same?.id === undefined) continue;
      ids[index] = same.id;
      taken.add(same.id);
    }
  };
  adopt((bearer, candidate) => saying(bearer) === saying(candidate));
  adopt(({ path, kind }, candidate) => path === candidate.path && kind === candidate.kind);
  let next = 1 + Math.max(-1, ...[...taken, ...formerIds(former)].map(numberOf));
  return ids.map((id) => {
    if (id !== undefined) return id;
    next += 1;
    return String(next - 1);
  });
}

/** Every id that the campaign has or had, whichever shape it has now. */
function formerIds({ messages, steps, moved }: Former): (string | undefined)[] {
  return [...[...messages, ...placesIn(steps ?? [], 'steps')].map(({ id }) => id), ...Object.keys(moved)];
}

/** What something says; ids, and what is made of it when it is saved, left out. */
function saying({ given }: Bearer): string {
  return JSON.stringify(given, (key, value: unknown) => (key === 'id' || key === 'html' ? undefined : value));
}

const numberOf = (id: string | undefined): number => (id !== undefined && /^\d{1,9}$/.test(id) ? Number(id) : -1);

function twice(field: string, id: string): Failure {
  return new Failure('unprocessable', `${field}: ${id} is the id of another; ids must differ`, {
    reason: 'parameter_invalid',
    field,
  });
}
