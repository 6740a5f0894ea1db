import * as fc from 'fast-check';
import { aContact } from '../../people/contact/testing.ts';
import { anEvent } from '../../people/event/testing.ts';
import { foldEvent } from '../profile/fold-event.ts';
import type { Profile, Transition } from '../profile/profile.ts';
import { aProfile } from '../profile/testing.ts';
import { type CompiledRuleSet, compileRuleSet } from './compiled-rule-set.ts';
import { decideMemberships } from './decide-memberships.ts';
import { arbitraryHistory, arbitraryRule } from './testing/arbitrary-rule.ts';
import { type History, isMember, possibleChanges } from './testing/brute-force.ts';
import { aLiveRule } from './testing.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;

const settings = {
  seed: Number(process.env.PROPERTY_SEED ?? 11),
  numRuns: Math.ceil(Number(process.env.PROPERTY_RUNS ?? 3_000) / 5),
};

/** A contact whose events arrive as they happen, and its timers; counts what an engine would write. */
class Simulation {
  profile: Profile = aProfile();
  writes = 0;
  armed: number[] = [];
  transitions: Transition[] = [];
  readonly #history: History;
  readonly #rules: CompiledRuleSet;

  constructor(history: History, rules: CompiledRuleSet) {
    this.#history = history;
    this.#rules = rules;
  }

  event(index: number): void {
    const { name, at, metadata } = this.#history.events[index] ?? { name: 'none', at: 0, metadata: {} };
    const event = anEvent({ id: `event${index}`, name, createdAt: at, receivedAt: at, metadata });
    this.profile = foldEvent(this.profile, event, this.#rules.streams);
    this.decide(at, false);
  }

  /** Fires, `lag` ms late, every timer that is due by `until`. */
  tick(until: number, lag: number): void {
    for (;;) {
      const due = Math.min(...this.armed);
      if (due + lag > until) return;
      this.armed = this.armed.filter((at) => at !== due);
      this.decide(due + lag, true);
    }
  }

  decide(now: number, timerFired: boolean): void {
    const { signedUpAt, trialEnds, seats, tags } = this.#history;
    const decision = decideMemberships({
      contact: aContact({ signedUpAt, customAttributes: { trial_ends: trialEnds, seats } }),
      tags: new Set(tags),
      profile: this.profile,
      rules: this.#rules,
      now,
      correlationId: 'x',
      timerFired,
    });
    if (decision.arm !== null && !this.armed.includes(decision.arm)) this.armed.push(decision.arm);
    if (decision.changed) this.writes += 1;
    this.profile = decision.profile;
    this.transitions.push(...decision.profile.transitions);
  }

  members(): boolean[] {
    return this.#rules.rules.map(({ id }) => this.profile.memberships[id]?.member ?? false);
  }
}

const scenario = fc.record({
  inputs: fc.array(
    arbitraryRule.filter((rule) => !JSON.stringify(rule).match(/"segment"|"been"|"plan"/)),
    { minLength: 1, maxLength: 3 },
  ),
  told: arbitraryHistory,
  looks: fc.array(fc.integer({ min: 0, max: 45 * 24 }), { maxLength: 8 }),
});

function prepare({
  inputs,
  told: { history, knownAt },
}: {
  inputs: Parameters<typeof isMember>[0][];
  told: { history: History; knownAt: number };
}) {
  const events = [...history.events].sort((a, b) => a.at - b.at);
  const ordered: History = { ...history, events, plans: [] };
  const live = inputs.map((rule, index) =>
    aLiveRule({ id: `rule${index}`, rule, timezone: history.zone, startedAt: 0 }),
  );
  const rules = compileRuleSet({ workspaceId: 'workspace1', stamp: 1, rules: live });
  const begin = Math.min(...events.map(({ at }) => at), knownAt - 22 * DAY) - DAY;
  return { ordered, rules, begin, simulation: new Simulation(ordered, rules) };
}

describe('decideMemberships with one lazy timer', () => {
  it('never shows a membership that is out of date', () => {
    fc.assert(
      fc.property(scenario, ({ inputs, told, looks }) => {
        const { ordered, begin, simulation } = prepare({ inputs, told });
        const steps = [
          ...ordered.events.map(({ at }, index) => ({ at, index })),
          ...looks.map((hours) => ({ at: begin + hours * 3_600_000, index: -1 })),
        ].sort((a, b) => a.at - b.at || a.index - b.index);

        simulation.decide(begin, false);
        let arrived = 0;
        for (const { at, index } of steps) {
          simulation.tick(at, 0);
          if (index >= 0) {
            simulation.event(index);
            arrived = index + 1;
          }
          const known = { ...ordered, events: ordered.events.slice(0, arrived) };
          expect({ at, members: simulation.members() }).toEqual({
            at,
            members: inputs.map((rule) => isMember(rule, known, at)),
          });
          expect(simulation.profile.armedAt === null || simulation.armed.includes(simulation.profile.armedAt)).toBe(
            true,
          );
        }
      }),
      settings,
    );
  });

  it('dates every change exactly, however late the timer fires', () => {
    fc.assert(
      fc.property(scenario, fc.constantFrom(1, MINUTE, 3 * DAY), ({ inputs, told }, lag) => {
        const { ordered, simulation } = prepare({ inputs, told });
        const begin = told.knownAt;
        for (let index = 0; index < ordered.events.length; index += 1) simulation.event(index);
        simulation.tick(begin, 0);
        simulation.decide(begin, false);
        simulation.transitions = [];

        simulation.tick(Number.MAX_SAFE_INTEGER, lag);

        const flips = inputs.flatMap((rule, index) =>
          flipsOf(rule, ordered, begin).map((flip) => ({ ruleId: `rule${index}`, ...flip })),
        );
        const declared = simulation.transitions.map(({ ruleId, entered, at }) => ({ ruleId, entered, at }));
        expect(sorted(declared)).toEqual(sorted(flips));
      }),
      settings,
    );
  });
});

/** Every change by time after `begin`. */
function flipsOf(
  rule: Parameters<typeof isMember>[0],
  history: History,
  begin: number,
): { entered: boolean; at: number }[] {
  const flips: { entered: boolean; at: number }[] = [];
  let member = isMember(rule, history, begin);
  for (const at of possibleChanges(rule, history)) {
    if (at <= begin || isMember(rule, history, at) === member) continue;
    member = !member;
    flips.push({ entered: member, at });
  }
  return flips;
}

function sorted<Flip extends { ruleId: string; at: number }>(flips: Flip[]): Flip[] {
  return flips.sort((a, b) => a.at - b.at || (a.ruleId < b.ruleId ? -1 : 1));
}
