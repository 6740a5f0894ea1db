import core from 'mjml-core';
import preset from 'mjml-preset-core';
import type { CompiledMarkup, TemplateFault } from '#domain/engage/mail/mail';

/** Liquid's tags and outputs. */
const LIQUID = /\{%-?[\s\S]*?-?%\}|\{\{-?[\s\S]*?-?\}\}/g;

/** Longest source, in characters: compiling takes as many seconds as it has 50,000. */
const MAX_LENGTH = 60_000;

/** What stands for one of them while MJML reads the rest: a word to it, whatever is inside. */
const placeholder = (index: number) => `liquidx${index}x`;
const PLACEHOLDERS = /liquidx(\d+)x/g;

/**
 * Takes MJML with Liquid in it; returns HTML with the same Liquid, or what is wrong and in which line. Nothing is read from
 * files. The library weighs 1 MB: it is loaded with the first template that is MJML, and never by what sends mails.
 */
export async function compileMjml(source: string): Promise<CompiledMarkup> {
  if (source.length > MAX_LENGTH)
    return { fault: { message: `MJML has at most ${MAX_LENGTH} characters`, line: null } };
  const liquid = source.match(LIQUID) ?? [];
  let count = 0;
  // As many lines as before, so that faults name the right one.
  const masked = source.replace(LIQUID, (each) => {
    const lines = '\n'.repeat(each.split('\n').length - 1);
    count += 1;
    return `${placeholder(count - 1)}${lines}`;
  });
  try {
    const { html, errors } = await library().compile(masked, {
      presets: [library().preset],
      keepComments: true,
      ignoreIncludes: true,
      validationLevel: 'soft',
    });
    // Liquid may stand where MJML wants a colour or a length.
    const wrong = errors.find(({ message }) => message.search(PLACEHOLDERS) < 0);
    if (wrong !== undefined) return { fault: { message: `${wrong.tagName}: ${wrong.message}`, line: wrong.line } };
    const shown = new Set(Array.from(html.matchAll(PLACEHOLDERS), ([, index]) => Number(index)));
    const lost = liquid.findIndex((_, index) => !shown.has(index));
    if (lost >= 0) return { fault: lostFault(source, liquid, lost) };
    return { html: html.replace(PLACEHOLDERS, (_, index) => liquid[Number(index)] ?? '') };
  } catch (error) {
    return { fault: { message: error instanceof Error ? error.message : String(error), line: null } };
  }
}

/** Between sections and columns MJML shows no text. */
function lostFault(source: string, liquid: readonly string[], lost: number): TemplateFault {
  let at = -1;
  for (let index = 0; index <= lost; index += 1) at = source.indexOf(liquid[index] ?? '', at + 1);
  const message = `MJML shows no text where ${liquid[lost]} stands; put it into <mj-raw>, or into an element that shows text`;
  return { message, line: source.slice(0, at).split('\n').length };
}

/** A CommonJS module is its own default export, or has one, as who loads it sees fit. */
function library() {
  const compile = (typeof core === 'function' ? core : core.default) as typeof core.default;
  return { compile, preset: preset.default ?? preset };
}
