import { type Arguments, type Liquid, type Template, Value } from 'liquidjs';
import type { TemplateVariable } from '#domain/engage/mail/mail';

type Argument = Arguments extends Iterable<infer Each> ? Each : never;

/** What they show depends on what they ask, and whoever asks for a variable knows that it may be absent. */
const ASKING = new Set(['if', 'unless', 'case', 'elsif', 'for', 'tablerow']);

/**
 * Takes the engine and a template that it parses; returns the variables that it names, as far as their names are written
 * out and it does not make them itself, each with its line and whether something else is shown to whoever has none: by
 * `default`, or within an `if` that asks for it.
 */
export function variablesUsed(liquid: Liquid, source: string): TemplateVariable[] {
  const templates = liquid.parse(source);
  const safe = new Set<string>();
  const look = (each: readonly Template[], asked: ReadonlySet<string>) => {
    for (const template of each) {
      const args = [...(template.arguments?.() ?? [])];
      const asks = ASKING.has(tagOf(template));
      for (const arg of args) {
        for (const { name, place } of namesIn(liquid, arg)) {
          if (asks || hasDefault(arg) || asked.has(name)) safe.add(place);
        }
      }
      const known = asks ? args.flatMap((arg) => namesIn(liquid, arg).map(({ name }) => name)) : [];
      look(childrenOf(template), new Set([...asked, ...known]));
    }
  };
  look(templates, new Set());

  const { globals } = liquid.analyzeSync(templates, { partials: false });
  const used = Object.values(globals).flatMap((variables) => variables.map(described));
  return used.map(({ name, line, place }) => ({ name, line, hasFallback: safe.has(place) }));
}

function namesIn(liquid: Liquid, arg: Argument) {
  const { variables } = liquid.analyzeSync([{ arguments: () => [arg] } as unknown as Template]);
  return Object.values(variables).flatMap((each) => each.map(described));
}

type Used = ReturnType<Liquid['analyzeSync']>['globals'][string][number];

function described({ segments, location: { row, col } }: Used) {
  const end = segments.findIndex((segment) => typeof segment !== 'string');
  const name = (end < 0 ? segments : segments.slice(0, end)).join('.');
  return { name, line: row, place: `${row}:${col}` };
}

function hasDefault(arg: Argument): boolean {
  return arg instanceof Value && arg.filters.some(({ name }) => name === 'default');
}

function tagOf(template: Template): string {
  return 'name' in template && typeof template.name === 'string' ? template.name : '';
}

/** Without partials, which there are none of, liquidjs finds them at once. */
function childrenOf(template: Template): Template[] {
  const found = template.children?.(false, true).next().value;
  return Array.isArray(found) ? found : [];
}
