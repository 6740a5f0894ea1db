import type { Rule } from '../../targeting/rule/rule.ts';
import type { Message } from '../message/message.ts';
import type { Campaign } from './campaign.ts';
import type { Step } from './step.ts';

/** Something of a campaign with the place in the request that it came from. */
export type Fielded<Thing> = Thing & { field: string };

type Said = Pick<Campaign, 'messages' | 'steps'>;

/** Takes a campaign; returns its messages with their places, in reading order. */
export function fieldsOf({ messages, steps }: Said): Fielded<{ message: Message }>[] {
  return [
    ...messages.map((message, index) => ({ message, field: `messages[${index}]` })),
    ...placed(steps ?? []).flatMap(({ step, field }) =>
      'send' in step ? [{ message: { ...step.send, id: step.id }, field: `${field}.send` }] : [],
    ),
  ];
}

/** Takes a campaign; returns all its rules with their places. */
export function rulesIn(campaign: Said & Pick<Campaign, 'audience' | 'goal' | 'exit'>): Fielded<{ rule: Rule }>[] {
  const { audience, goal, exit, messages, steps } = campaign;
  return [
    { rule: audience, field: 'audience' },
    ...(goal === null ? [] : [{ rule: goal.rule, field: goal.within === null ? 'goal' : 'goal.rule' }]),
    ...(exit === null ? [] : [{ rule: exit, field: 'exit' }]),
    ...messages.flatMap(({ audience: rule }, index) => (rule ? [{ rule, field: `messages[${index}].audience` }] : [])),
    ...placed(steps ?? []).flatMap(({ step, field }) => {
      if ('if' in step) return [{ rule: step.if, field: `${field}.if` }];
      if ('wait_until' in step && 'rule' in step.wait_until)
        return [{ rule: step.wait_until.rule, field: `${field}.wait_until.rule` }];
      return [];
    }),
  ];
}

/** Takes a campaign; returns the tags that its steps put on or take off, with their places. */
export function tagsOf({ steps }: Pick<Campaign, 'steps'>): Fielded<{ tagId: string }>[] {
  return placed(steps ?? []).flatMap(({ step, field }) => {
    if ('tag' in step) return [{ tagId: step.tag, field: `${field}.tag` }];
    return 'untag' in step ? [{ tagId: step.untag, field: `${field}.untag` }] : [];
  });
}

/** Every step with its place, in reading order. */
function placed(steps: readonly Step[], path = 'steps'): Fielded<{ step: Step }>[] {
  return steps.flatMap((step, index) => {
    const field = `${path}[${index}]`;
    const inside =
      'if' in step
        ? [...placed(step.then, `${field}.then`), ...placed(step.else ?? [], `${field}.else`)]
        : 'split' in step
          ? step.split.flatMap((each, branch) => placed(each.steps, `${field}.split[${branch}].steps`))
          : [];
    return [{ step, field }, ...inside];
  });
}

/** Takes a campaign; returns all that it says, in reading order. */
export function messagesOf(said: Said): Message[] {
  return fieldsOf(said).map(({ message }) => message);
}

/** Takes a campaign and the id of a message; returns that message, or undefined if an edit took it away. */
export function messageOf(said: Said, messageId: string): Message | undefined {
  return messagesOf(said).find(({ id }) => id === messageId);
}
