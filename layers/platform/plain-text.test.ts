import { textToHtml } from '#domain/kernel/text-to-html';
import { messageText, plainText } from './plain-text.ts';

describe('plainText', () => {
  it('keeps words, paragraphs and links', () => {
    expect(plainText('<h1>Hi</h1><p>See <a href="https://a.test/x">this</a></p>')).toBe(
      'Hi\n\nSee this [https://a.test/x]',
    );
  });

  it('leaves pictures and styles out', () => {
    expect(plainText('<style>p{color:red}</style><p>Hi<img src="https://a.test/open.gif" alt="x"></p>')).toBe('Hi');
  });

  it('keeps rows and cells of a table apart (X11)', () => {
    expect(
      plainText('<table><tr><th>Item</th><th>Price</th></tr><tr><td>Tea</td><td>4</td></tr></table><p>Bye</p>'),
    ).toBe('Item Price\nTea 4\n\nBye');
  });

  it('keeps lines, headings and terms apart (X11)', () => {
    expect(plainText('<div>a</div><div>b</div><h5>c</h5><dl><dt>d</dt><dd>e</dd></dl>')).toBe('a\nb\n\nc\n\nd\ne');
  });

  it('reads every named entity (X11)', () => {
    expect(plainText('caf&eacute; it&rsquo;s &lt;b&gt;')).toBe('café it’s <b>');
  });

  it('writes one line for every item of a list', () => {
    expect(plainText('<ul><li>Tea</li><li>Milk</li></ul>')).toBe('- Tea\n- Milk');
  });

  it.each(['a & "b"\nc', 'Put <YOUR_API_KEY> in', 'if (x) {\n    return  1;\n}', 'a\n\n\nb\n\nc', '1 < 2 &lt; &amp;'])(
    'gives back the text that was typed: %j (X10)',
    (text) => {
      expect(messageText(textToHtml(text))).toBe(text);
    },
  );

  it('writes one line for every block of a message', () => {
    expect(messageText('<h2>One</h2><p>Two</p><p>Three</p>')).toBe('One\nTwo\nThree');
  });

  it('reads what is nested too deep for recursion', () => {
    expect(plainText(`${'<b>'.repeat(50_000)}x`)).toBe('...');
  });
});
