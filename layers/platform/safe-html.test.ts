import * as fc from 'fast-check';
import { MESSAGE_ELEMENTS, safeHtml } from './safe-html.ts';

describe('safeHtml', () => {
  it('keeps plain formatting and drops its attributes', () => {
    expect(safeHtml('<p class="x" onclick="steal()">Hi <b>there</b></p>')).toBe('<p>Hi <b>there</b></p>');
  });

  it('keeps a link to the web and marks it as foreign', () => {
    expect(safeHtml('<a href="https://example.com/?a=1&amp;b=2">x</a>')).toBe(
      '<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    ' &#x6A;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    '//evil.example',
    'java\tscript:alert(1)',
    'javascript&colon;alert(1)',
  ])('takes the address from a link to %s', (address) => {
    expect(safeHtml(`<a href="${address}">x</a>`)).not.toContain('<a href');
  });

  it('drops a script with what is in it', () => {
    expect(safeHtml('a<script>alert("<p>")</script>b')).toBe('ab');
  });

  it('drops the rest where a script never ends', () => {
    expect(safeHtml('a<script>alert(1)')).toBe('a');
  });

  it('closes what was left open and ignores what was never opened', () => {
    expect(safeHtml('</div><b><i>x</b>y')).toBe('<b><i>x</i></b>y');
  });

  it('shows a lone angle bracket as text', () => {
    expect(safeHtml('1 < 2 && 3 > 2 &lt;')).toBe('1 &lt; 2 &amp;&amp; 3 &gt; 2 &lt;');
  });

  it('writes nothing but its own tags whatever comes in', () => {
    const own = new RegExp(
      `</?(?:${MESSAGE_ELEMENTS.join('|')})>|<a href="(?:https?://|mailto:|tel:)[^"<>\\s]*" rel="noopener noreferrer nofollow" target="_blank">`,
      'gi',
    );
    const pieces = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '/',
      '<p',
      '<a href=',
      'javascript:',
      'https://',
      '<script>',
      '</script>',
      '<svg onload=x>',
      '<!--',
      '-->',
      '&#60;',
      '&lt;',
      ' onerror=',
      '<b>',
      '</b>',
      '=',
      'x',
      '\n',
      '\0',
      '<img src=x onerror=alert(1)>',
    );

    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 30 }), (parts) => {
        const rest = safeHtml(parts.join('')).replace(own, '');

        expect(rest).not.toMatch(/[<>]/);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string(), (input) => {
        const once = safeHtml(input);

        expect(safeHtml(once)).toBe(once);
      }),
    );
  });

  it('keeps the boundaries of lines, rows, headings and terms (X11)', () => {
    const html =
      '<div>a</div><div>b</div><h5>c</h5><dl><dt>d</dt><dd>e</dd></dl><table><tr><td>f</td><td>g</td></tr></table>';

    expect(safeHtml(html)).toBe(html);
    expect(safeHtml('<section>a</section><strike>b</strike>')).toBe('<div>a</div><s>b</s>');
  });

  it('reads every named entity (X11)', () => {
    expect(safeHtml('caf&eacute; it&rsquo;s &copy; &hellip;')).toBe('café it’s © …');
  });

  it.each([
    ['Put <YOUR_API_KEY> in the header', 'Put &lt;YOUR_API_KEY&gt; in the header'],
    ['List<String>', 'List&lt;String&gt;'],
    ['Maya <maya@acme.example>', 'Maya &lt;maya@acme.example&gt;'],
    ['see <https://a.test/b>', 'see &lt;https://a.test/b&gt;'],
    ['1 < 2', '1 &lt; 2'],
    ['a <b', 'a &lt;b'],
    ['<your-key> <br>', '&lt;your-key&gt; <br>'],
  ])('keeps what is no markup: %s (X10)', (html, kept) => {
    expect(safeHtml(html)).toBe(kept);
  });

  it('drops what Office adds', () => {
    expect(safeHtml('<p>a<o:p></o:p></p><!--[if mso]><i>b</i><![endif]-->')).toBe('<p>a</p>');
  });

  it.each(['<a ', '<', '<!--', '<b>', '&', '<a href="', '</', "<p '", '\n '])(
    'takes no more work for %j repeated than for other HTML of that length (X11)',
    (piece) => {
      expect(work(filled(piece)) / work(filled('<p>Hello <b>you</b></p>'))).toBeLessThan(20);
    },
  );
});

/** As long as a message may be: what was quadratic took 260 times the work of other HTML then. */
const filled = (piece: string) => piece.repeat(20_000 / piece.length);

/** The least processor time of several runs: a ratio of two within one run depends on no clock. */
function work(html: string): number {
  const runs = Array.from({ length: 9 }, () => {
    const before = process.cpuUsage();
    safeHtml(html);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(1, Math.min(...runs));
}
