import type { Rule } from '../../targeting/rule/rule.ts';
import type { Message } from '../message/message.ts';
import type { Run } from './run.ts';

/** What is known of the contact of a run. */
export type RunView = {
  /** In ms. */
  now: number;
  /** Of the contact, an IANA name. */
  timezone: string;
  /** Whether a rule holds for the contact now. */
  holds: (rule: Rule) => boolean;
  /** Whether a rule holds now because of an event at or after an instant in ms. */
  holdsSince: (rule: Rule, since: number) => boolean;
  /** The watched rules that have begun to hold, by their keys, with the instant in ms. */
  fired: ReadonlyMap<string, number>;
};

/** Something that is done to a contact on its way. */
export type Deed = { do: 'send'; message: Message } | { do: 'tag' | 'untag'; tagId: string };

/** A rule of the campaign that has to be watched for the contact: `goal`, `exit`, the id of a step or of a message. */
export type Watch = {
  key: string;
  /** Whether the rule has to begin to hold, or an event of it to happen, from now on. */
  fresh: boolean;
};

export type RunDecision = { run: Run; deeds: Deed[]; watch: Watch[] };
