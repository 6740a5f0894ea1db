import { readAttributeRule } from './read-attribute-rule.ts';
import { readEventRule } from './read-event-rule.ts';
import { fault, onlyFields, type Path, RuleFault, type RuleNode, readNode, readText } from './read-node.ts';
import { readDuration } from './read-value.ts';
import type { Rule } from './rule.ts';

export { RuleFault } from './read-node.ts';

const MAX_DEPTH = 10;
const MAX_NODES = 200;

const KINDS = ['all', 'any', 'not', 'everyone', 'attribute', 'event', 'segment', 'tag'] as const;

/** Takes unknown input; returns it as a rule, copied. @throws RuleFault with the path of what does not belong */
export function readRule(input: unknown): Rule {
  return readAt(input, [], 1, { nodes: 0 });
}

function readAt(input: unknown, path: Path, depth: number, budget: { nodes: number }): Rule {
  if (depth > MAX_DEPTH) throw new RuleFault(path, `lies too deep: a rule nests at most ${MAX_DEPTH} levels`);
  budget.nodes += 1;
  if (budget.nodes > MAX_NODES) throw new RuleFault(path, `is too much: a rule has at most ${MAX_NODES} parts`);
  const node = readNode(input, path, `a rule: an object with one of ${KINDS.join(', ')}`);
  const kinds = KINDS.filter((kind) => kind in node.fields);
  const [kind, another] = kinds;
  if (kind === undefined) {
    throw new RuleFault(path, `must be a rule: an object with one of ${KINDS.join(', ')}`);
  }
  if (another !== undefined) throw fault(node, another, `cannot stand beside ${kind}: join them in an "all" or "any"`);
  switch (kind) {
    case 'all':
      return { all: readChildren(node, kind, depth, budget) };
    case 'any':
      return { any: readChildren(node, kind, depth, budget) };
    case 'not':
      onlyFields(node, ['not']);
      return { not: readAt(node.fields.not, [...path, 'not'], depth + 1, budget) };
    case 'everyone':
      onlyFields(node, ['everyone']);
      if (node.fields.everyone !== true) throw fault(node, 'everyone', 'must be true');
      return { everyone: true };
    case 'attribute':
      return readAttributeRule(node);
    case 'event':
      return readEventRule(node);
    case 'segment': {
      onlyFields(node, ['segment', 'for']);
      const segment = readText(node, 'segment', 'the id of a segment');
      return 'for' in node.fields ? { segment, for: readDuration(node, 'for') } : { segment };
    }
    case 'tag':
      onlyFields(node, ['tag']);
      return { tag: readText(node, 'tag', 'the id of a tag') };
    default:
      return kind satisfies never;
  }
}

function readChildren(node: RuleNode, kind: 'all' | 'any', depth: number, budget: { nodes: number }): Rule[] {
  onlyFields(node, [kind]);
  const children = node.fields[kind];
  if (!Array.isArray(children) || children.length === 0) {
    throw fault(node, kind, 'must be a list of at least one rule; { "everyone": true } matches everyone');
  }
  return children.map((child, index) => readAt(child, [...node.path, kind, index], depth + 1, budget));
}
