import { nextLocalTime } from '../../kernel/local-time.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { type Node, type Place, type Program, programOf } from '../campaign/program.ts';
import type { Step } from '../campaign/step.ts';
import { fraction } from './new-run.ts';
import { ended, type Run } from './run.ts';
import type { Deed, RunDecision, RunView, Watch } from './run-decision.ts';
import { freeAt, withMessage } from './walk-messages.ts';

/**
 * Takes a series with its steps and an active run; returns the run at the step where it has to wait, or at the end, with what
 * was done on the way. A wait that is over late is over when it was due: lateness does not add up.
 */
export function walk(campaign: Campaign, steps: readonly Step[], run: Run, view: RunView): RunDecision {
  const program = programOf(steps);
  const deeds: Deed[] = [];
  let at = settled(campaign, program, run, view.now);
  let last = run.place;
  // Steps only lead forward, so each is met once at most.
  for (;;) {
    const node = at.place === null ? undefined : program.nodes.get(at.place);
    // It keeps the last step that it passed, behind which an edit may add some.
    if (node === undefined || node.kind === 'exit')
      return { run: { ...ended(at, 'finished', view.now), place: node?.id ?? last }, deeds, watch: [] };
    last = node.id;
    const passed = pass(campaign, node, at, view);
    if ('wakeAt' in passed) return { run: { ...at, wakeAt: passed.wakeAt }, deeds, watch: passed.watch ?? [] };
    if (passed.deed !== undefined) deeds.push(passed.deed);
    at = { ...(passed.run ?? at), place: passed.to, arrivedAt: passed.at ?? view.now, wakeAt: null };
  }
}

/**
 * Takes a series and a run that had all of it; returns the run at what an edit has added behind, or as it is if nothing was, or
 * if it left by an exit.
 */
export function reopened(campaign: Campaign, steps: readonly Step[], run: Run, now: number): Run {
  const program = programOf(steps);
  if (run.place !== null && !program.nodes.has(run.place)) {
    const at = settled(campaign, program, run, now);
    return at.place === null ? run : { ...at, state: 'active', endedAt: null };
  }
  const last = run.place === null ? undefined : program.nodes.get(run.place);
  if (last === undefined || last.kind === 'exit' || last.behind === null) return run;
  return { ...run, state: 'active', endedAt: null, place: last.behind, arrivedAt: now };
}

/** Who stands on a step that an edit took away goes on at the next that is left, from now on. */
function settled({ moved }: Campaign, { nodes }: Program, run: Run, now: number): Run {
  let { place } = run;
  while (place !== null && !nodes.has(place)) place = moved[place] ?? null;
  return place === run.place ? run : { ...run, place, arrivedAt: now, wakeAt: null };
}

/** Either it stays until an instant in ms (null: until something happens), or it goes on. */
type Passage = { wakeAt: number | null; watch?: Watch[] } | { to: Place; at?: number; deed?: Deed; run?: Run };

function pass(campaign: Campaign, node: Exclude<Node, { kind: 'exit' }>, run: Run, view: RunView): Passage {
  const { now } = view;
  const { behind } = node;
  switch (node.kind) {
    case 'send': {
      // Decided before, when an edit had not yet moved it behind.
      if (run.received.includes(node.id)) return { to: behind };
      const free = freeAt(campaign, run);
      if (free > now) return { wakeAt: free };
      const { message } = node;
      // Whom a message does not mean passes it.
      if (message.audience !== undefined && !view.holds(message.audience)) return { to: behind };
      return { to: behind, deed: { do: 'send', message }, run: withMessage(run, node.id, now) };
    }
    case 'wait':
      return waited(run.arrivedAt + node.length, now, behind);
    case 'wait_until': {
      const { minute, weekdays } = node;
      return waited(
        nextLocalTime(view.timezone, { minute, ...(weekdays && { weekdays }) }, run.arrivedAt),
        now,
        behind,
      );
    }
    case 'wait_for': {
      const has =
        view.fired.has(node.id) || (node.already ? view.holds(node.rule) : view.holdsSince(node.rule, run.arrivedAt));
      if (has) return { to: behind };
      const until = run.arrivedAt + node.timeout;
      if (until <= now) return { to: behind, at: until };
      return { wakeAt: until, watch: [{ key: node.id, fresh: !node.already }] };
    }
    case 'if':
      return { to: view.holds(node.rule) ? node.then : node.else };
    case 'split': {
      const branch = branchOf(node, run);
      return { to: branch.first, run: { ...run, branches: { ...run.branches, [node.id]: branch.name } } };
    }
    case 'tag':
    case 'untag':
      return { to: behind, deed: { do: node.kind, tagId: node.tagId } };
    default:
      return node satisfies never;
  }
}

function waited(until: number, now: number, behind: Place): Passage {
  return until > now ? { wakeAt: until } : { to: behind, at: until };
}

/** The same for a contact and entry, whoever decides it and however often. */
function branchOf({ id, branches }: Extract<Node, { kind: 'split' }>, run: Run) {
  const total = branches.reduce((sum, { weight }) => sum + weight, 0);
  let rest = fraction(`split/${run.campaignId}/${id}/${run.contactId}/${run.entry}`) * total;
  const taken = branches.find(({ weight }) => {
    rest -= weight;
    return rest < 0;
  });
  // A draft has two branches at least, each of some weight.
  return taken ?? branches[0] ?? { name: '', weight: 0, first: null };
}
