import { parseDuration } from '../../kernel/duration.ts';
import type { Weekday } from '../../kernel/weekday.ts';
import type { Rule } from '../../targeting/rule/rule.ts';
import type { Message } from '../message/message.ts';
import type { SplitBranch, Step, WaitUntil } from './step.ts';

/** Where somebody goes on: the id of a step, or null behind the last. */
export type Place = string | null;

/** A step of a series; lengths in ms, `minute` counted from local midnight. */
export type Node = {
  id: string;
  /** What follows it in the list that it stands in, or follows that list. */
  behind: Place;
} & (
  | { kind: 'send'; message: Message }
  | { kind: 'wait'; length: number }
  | { kind: 'wait_for'; rule: Rule; timeout: number; already: boolean }
  | { kind: 'wait_until'; minute: number; weekdays: readonly Weekday[] | undefined }
  | { kind: 'if'; rule: Rule; then: Place; else: Place }
  | { kind: 'split'; branches: { name: string; weight: number; first: Place }[] }
  | { kind: 'tag' | 'untag'; tagId: string }
  | { kind: 'exit' }
);

/** A series made flat: where it begins, and its steps by their ids, in reading order. */
export type Program = { first: Place; nodes: ReadonlyMap<string, Node> };

/** Takes the steps of a series; returns them made flat. */
export function programOf(steps: readonly Step[]): Program {
  const nodes = new Map<string, Node>();
  return { first: place(steps, null, nodes), nodes };
}

function place(steps: readonly Step[], behind: Place, nodes: Map<string, Node>): Place {
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1]?.id ?? behind;
    // Its place is taken before those of the steps inside it, so that the order is that of reading.
    nodes.set(step.id, { id: step.id, behind: next, kind: 'exit' });
    nodes.set(step.id, { ...partsOf(step, next, nodes), id: step.id, behind: next } as Node);
  }
  return steps[0]?.id ?? behind;
}

type WithoutPlace<Kind> = Kind extends Node ? Omit<Kind, 'id' | 'behind'> : never;

function partsOf(step: Step, next: Place, nodes: Map<string, Node>): WithoutPlace<Node> {
  const { id } = step;
  if ('send' in step) return { kind: 'send', message: { ...step.send, id } };
  if ('webhook' in step) return { kind: 'send', message: { channel: 'webhook', url: step.webhook, id } };
  if ('wait' in step) return { kind: 'wait', length: parseDuration(step.wait) ?? 0 };
  if ('wait_until' in step) return waitOf(step.wait_until);
  if ('tag' in step) return { kind: 'tag', tagId: step.tag };
  if ('untag' in step) return { kind: 'untag', tagId: step.untag };
  if ('exit' in step) return { kind: 'exit' };
  if ('split' in step) return { kind: 'split', branches: step.split.map((each) => branchOf(each, next, nodes)) };
  const then = place(step.then, next, nodes);
  return { kind: 'if', rule: step.if, then, else: place(step.else ?? [], next, nodes) };
}

function waitOf(until: WaitUntil): WithoutPlace<Node> {
  if ('rule' in until) {
    const { rule, timeout, already = false } = until;
    return { kind: 'wait_for', rule, timeout: parseDuration(timeout) ?? 0, already };
  }
  return { kind: 'wait_until', minute: minuteOf(until.local_time), weekdays: until.weekdays };
}

function branchOf({ name, weight, steps }: SplitBranch, next: Place, nodes: Map<string, Node>) {
  return { name, weight, first: place(steps, next, nodes) };
}

/** Takes a time of the day as the API writes it (`09:30`); returns the minutes since local midnight. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
