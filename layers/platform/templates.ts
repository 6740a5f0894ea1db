import { Liquid, LiquidError } from 'liquidjs';
import type { TemplateFault, Templates } from '#domain/engage/mail/mail';
import { Failure } from '#domain/kernel/failure';

/** Longest source, in characters. */
const PARSE_LIMIT = 250_000;
/** Longest rendering, in ms: one mail may not stop the others. */
const RENDER_LIMIT = 1_000;
/** liquidjs's own measure of objects made, about one per character or element. */
const MEMORY_LIMIT = 5_000_000;

/** They read other templates; there are none. */
const FORBIDDEN_TAGS = ['include', 'render', 'layout', 'block'];

/** Takes a template; returns what keeps it from being rendered: bad syntax, an unknown filter or tag. */
export function findTemplateFault(source: string): TemplateFault | undefined {
  try {
    engine(false).parse(source);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}

/** Returns the Liquid engine for mails: strict about filters and tags, without files, bounded in time and memory. */
export function liquidTemplates(): Templates {
  const plain = engine(false);
  const escaping = engine(true);
  return {
    render: (source, variables, html) => {
      try {
        return String((html ? escaping : plain).parseAndRenderSync(source, variables));
      } catch (cause) {
        throw new Failure('unprocessable', `The template cannot be rendered: ${faultOf(cause).message}`, {
          reason: 'template_failed',
          cause,
        });
      }
    },
  };
}

function engine(html: boolean): Liquid {
  const liquid = new Liquid({
    strictFilters: true,
    // `{{ nobody_set_this | default: "x" }}` must work for contacts without the attribute.
    strictVariables: false,
    ownPropertyOnly: true,
    dynamicPartials: false,
    templates: {},
    timezoneOffset: 0,
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_LIMIT,
    memoryLimit: MEMORY_LIMIT,
    ...(html ? { outputEscape: 'escape' as const } : {}),
  });
  for (const tag of FORBIDDEN_TAGS) delete liquid.tags[tag];
  // It would let a contact's own values through unescaped.
  delete liquid.filters.raw;
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
