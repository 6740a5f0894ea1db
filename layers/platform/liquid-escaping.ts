import { CaptureTag, type Context, Drop, type Liquid } from 'liquidjs';

const WRITTEN: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };
const READ: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&quot;': '"',
  '&#39;': "'",
};

/** What `{% capture %}` made is HTML already, its values escaped; everywhere else it is a text like any other. */
class CapturedHtml extends Drop {
  readonly html: string;

  constructor(html: string) {
    super();
    this.html = html;
  }

  override valueOf(): string {
    return this.html;
  }
}

/** Takes the value of an output; returns it as HTML. */
export function escapeOutput(value: unknown): string {
  return value instanceof CapturedHtml ? value.html : escaped(text(value));
}

/**
 * Takes an engine that escapes every output by `escapeOutput`; changes it so that a value is escaped once, whatever the
 * template asks for: authors write `| escape` by habit, and `newline_to_br` and `{% capture %}` make HTML of their own.
 */
export function escapeOnce(liquid: Liquid): void {
  // The output escapes what these would.
  liquid.registerFilter('escape', (value: unknown) => value);
  liquid.registerFilter('xml_escape', (value: unknown) => value);
  liquid.registerFilter('escape_once', (value: unknown) =>
    text(value).replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => READ[entity] ?? entity),
  );
  liquid.registerFilter('newline_to_br', {
    raw: true,
    handler: (value: unknown) => escapeOutput(value).replace(/\r?\n/g, '<br />\n'),
  });
  liquid.registerTag('capture', CaptureHtml);
}

class CaptureHtml extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const scope = context.bottom() as Record<string, unknown>;
    const html = text(scope[this.variable]);
    // Doubled again and again, it would be the largest string that there can be.
    context.memoryLimit.use(html.length);
    scope[this.variable] = new CapturedHtml(html);
  }
}

function escaped(plain: string): string {
  return plain.replace(/[&<>"']/g, (character) => WRITTEN[character] ?? character);
}

function text(value: unknown): string {
  const plain = value instanceof Drop ? value.valueOf() : value;
  if (plain === null || plain === undefined) return '';
  if (Array.isArray(plain)) return plain.map(text).join('');
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}
