import type { Weekday } from '../../kernel/weekday.ts';
import type { Duration, Rule } from '../../targeting/rule/rule.ts';
import type { Content } from '../message/message.ts';

/** Until when a contact stands on a step: a time of the day in its own zone, or until a rule begins to hold. */
export type WaitUntil =
  | { local_time: string; weekdays?: Weekday[] }
  | {
      rule: Rule;
      timeout: Duration;
      /** Whether what the contact did before it came here counts. */
      already?: boolean;
    };

/** One branch of a random split. */
export type SplitBranch = { name: string; weight: number; steps: Step[] };

/** What a step of a series does. In the words of the API, which is how it is stored. */
export type Act =
  | { send: Content }
  | { wait: Duration }
  | { wait_until: WaitUntil }
  | { if: Rule; then: Step[]; else?: Step[] }
  | { split: SplitBranch[] }
  | { tag: string }
  | { untag: string }
  | { webhook: string }
  | { exit: true };

/** A step with what tells it from all others, whatever is edited around it. */
export type Step = Act & { id: string };
