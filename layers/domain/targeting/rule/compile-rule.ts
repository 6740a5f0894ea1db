import { ownValue } from '../../kernel/own-value.ts';
import { attributeSource } from '../../people/contact/attribute-name.ts';
import { type CompanyLeaf, companyLeaf } from './company-leaves.ts';
import { compileAttribute } from './compile-attribute.ts';
import { compileEvent, type Newest } from './compile-event.ts';
import { lengthOf } from './instant-outlook.ts';
import { ALWAYS, allOf, anyOf, fixed, from, type Look, NEVER, not } from './outlook.ts';
import type { Rule, SegmentRule, TagRule } from './rule.ts';
import type { StreamSpec } from './stream.ts';
import type { Subject } from './subject.ts';

/** A rule made ready: built once per version of a rule, asked once or more per event. */
export type CompiledRule = {
  /** Both answers in one walk: see `Outlook`. */
  look: Look;
  /** Takes a subject and an instant (ms, > 0); returns whether the subject is a member then. */
  evaluate(subject: Subject, t: number): boolean;
  /**
   * Takes a subject and an instant `t` (ms, > 0); returns an instant later than `t` before which membership does
   * not change while the data stay the same: Infinity if time alone never changes it.
   */
  nextChange(subject: Subject, t: number): number;
  /** Takes a subject; returns the newest stamp (ms) of the events that it asks for, undefined without any. */
  newest(subject: Subject): number | undefined;
  /** What profiles must remember for it: give all rules' to `streamsOf`. */
  streams: readonly StreamSpec[];
  /** Ids of the segments it reads from `profile.memberships`. */
  segments: readonly string[];
  /** Ids of the tags it reads from `subject.tags`. */
  tags: readonly string[];
  /** What it asks of `subject.companies`. */
  companyLeaves: readonly CompanyLeaf[];
};

/**
 * Takes a parsed rule and the workspace's time zone, for calendar days that name none; returns it compiled to
 * closures. The algebra: every part gives membership and next change together; a conjunction that holds
 * changes with its first part, one that fails not before the last of the parts that fail; a disjunction the
 * other way round; a negation changes with what it negates.
 */
export function compileRule(rule: Rule, options: { timezone: string }): CompiledRule {
  const found: Found = { streams: [], newest: [], segments: new Set(), tags: new Set(), companyLeaves: [] };
  const look = compile(rule, options.timezone, found);
  return {
    look,
    evaluate: (subject, t) => look(subject, t) > 0,
    nextChange: (subject, t) => Math.abs(look(subject, t)),
    newest: (subject) => {
      const stamps = found.newest.flatMap((stampOf) => stampOf(subject) ?? []);
      return stamps.length === 0 ? undefined : Math.max(...stamps);
    },
    streams: found.streams,
    segments: [...found.segments],
    tags: [...found.tags],
    companyLeaves: found.companyLeaves,
  };
}

type Found = {
  streams: StreamSpec[];
  newest: Newest[];
  segments: Set<string>;
  tags: Set<string>;
  companyLeaves: CompanyLeaf[];
};

function compile(rule: Rule, timezone: string, found: Found): Look {
  if ('all' in rule) return allOf(rule.all.map((part) => compile(part, timezone, found)));
  if ('any' in rule) return anyOf(rule.any.map((part) => compile(part, timezone, found)));
  if ('not' in rule) return not(compile(rule.not, timezone, found));
  if ('everyone' in rule) return () => ALWAYS;
  if ('segment' in rule) return compileSegment(rule, found);
  if ('tag' in rule) return compileTag(rule, found);
  if ('attribute' in rule) {
    const source = attributeSource(rule.attribute);
    const look = compileAttribute(rule, timezone);
    if (source?.kind === 'company') found.companyLeaves.push(companyLeaf(rule, source.name, look));
    return look;
  }
  const { look, newest, stream } = compileEvent(rule, timezone);
  found.newest.push(newest);
  if (stream) found.streams.push(stream);
  return look;
}

function compileSegment({ segment, for: duration }: SegmentRule, found: Found): Look {
  found.segments.add(segment);
  const length = duration === undefined ? undefined : lengthOf(duration);
  return ({ profile: { memberships } }, t) => {
    const membership = ownValue(memberships, segment);
    if (!membership?.member) return NEVER;
    return length === undefined ? ALWAYS : from(membership.since + length, t);
  };
}

function compileTag({ tag }: TagRule, found: Found): Look {
  found.tags.add(tag);
  return ({ tags }) => fixed(tags?.has(tag) === true);
}
