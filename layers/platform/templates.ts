import { Liquid, LiquidError } from 'liquidjs';
import type { TemplateFault, Templates, TemplateVariable } from '#domain/engage/mail/mail';
import { Failure } from '#domain/kernel/failure';
import { escapeOnce, escapeOutput } from './liquid-escaping.ts';
import { money } from './liquid-money.ts';
import { variablesUsed } from './template-variables-used.ts';

/** Longest source, in characters. */
const MAX_PARSE_LENGTH = 250_000;
/** Longest rendering, in ms: one mail may not stop the others. */
const MAX_RENDER_MS = 1_000;
/** liquidjs's own measure of objects made, about one per character or element. */
const MAX_MEMORY = 5_000_000;

/** Longest result, in characters: SES takes a mail of 10 MB, of which no reader shows more than a part (X22). */
const MAX_RENDERED_LENGTH = 1_000_000;

/** They read other templates; there are none. */
const FORBIDDEN_TAGS = ['include', 'render', 'layout', 'block'];

/** How many engines are kept: a workspace has one zone, and two engines of it. */
const ENGINES_KEPT = 100;

/**
 * Takes a template and what it is for; returns what keeps it from being used: bad syntax, an unknown filter or tag, a
 * rendering that fails, loops or is too large even for somebody of whom nothing is known, a subject that is always empty.
 */
export function findTemplateFault(source: string, part: 'subject' | 'body' = 'body'): TemplateFault | undefined {
  try {
    const liquid = engine(part === 'body', 'UTC');
    const template = liquid.parse(source);
    const rendered = String(liquid.renderSync(template, {}));
    if (rendered.length > MAX_RENDERED_LENGTH) return { message: tooLong(rendered), line: null };
    const isAlwaysSo = liquid.variablesSync(template).length === 0;
    if (part === 'subject' && isAlwaysSo && rendered.trim() === '')
      return { message: 'the subject renders to nothing', line: null };
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}

/** Takes a template that can be parsed; returns the variables that it names, as far as their names are written out. */
export function variablesInTemplate(source: string): TemplateVariable[] {
  return variablesUsed(engine(false, 'UTC'), source);
}

/** Returns the Liquid engine for mails: strict about filters and tags, without files, bounded in time and memory. */
export function liquidTemplates(): Templates {
  const engines = new Map<string, Liquid>();
  const engineOf = (html: boolean, timezone: string): Liquid => {
    const key = `${html} ${timezone}`;
    const known = engines.get(key);
    if (known !== undefined) return known;
    if (engines.size >= ENGINES_KEPT) engines.clear();
    const made = engine(html, timezone);
    engines.set(key, made);
    return made;
  };
  return {
    render: (source, variables, { html, timezone }) => {
      let rendered: string;
      try {
        rendered = String(engineOf(html, timezone).parseAndRenderSync(source, variables));
      } catch (cause) {
        throw unrenderable(faultOf(cause).message, cause);
      }
      // Liquid's own limit of memory does not count the literal text between tags.
      if (rendered.length > MAX_RENDERED_LENGTH) throw unrenderable(tooLong(rendered));
      return rendered;
    },
  };
}

const tooLong = ({ length }: string) => `it renders to ${length} characters; a mail has at most ${MAX_RENDERED_LENGTH}`;

const unrenderable = (why: string, cause?: unknown) =>
  new Failure('unprocessable', `The template cannot be rendered: ${why}`, { reason: 'template_failed', cause });

function engine(html: boolean, timezone: string): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    // `{{ nobody_set_this | default: "x" }}` must work for contacts without the attribute.
    strictVariables: false,
    ownPropertyOnly: true,
    dynamicPartials: false,
    templates: {},
    timezoneOffset: timezone,
    parseLimit: MAX_PARSE_LENGTH,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_MEMORY,
    ...(html ? { outputEscape: escapeOutput } : {}),
  });
  for (const tag of FORBIDDEN_TAGS) delete liquid.tags[tag];
  // It would let a contact's own values through unescaped.
  delete liquid.filters.raw;
  liquid.registerFilter('money', money);
  if (html) escapeOnce(liquid);
  return liquid;
}

function faultOf(error: unknown): TemplateFault {
  const message = error instanceof Error ? error.message : String(error);
  const line = /\bline:(\d+)/.exec(message)?.[1];
  const isLiquid = LiquidError.is(error);
  return {
    message: isLiquid ? (message.split('\n')[0] ?? message) : message,
    line: line === undefined ? null : Number(line),
  };
}
