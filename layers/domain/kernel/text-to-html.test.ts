import { textToHtml } from './text-to-html.ts';

describe('textToHtml (X10)', () => {
  it('escapes it and makes a break of every line end', () => {
    expect(textToHtml('Hi <you>\r\nthere\n\nBye')).toBe('<p>Hi &lt;you&gt;<br>there<br><br>Bye</p>');
  });

  it('keeps indentation and rows of spaces', () => {
    expect(textToHtml('if (x) {\n    return  1\n}')).toBe(
      '<p>if (x) {<br>&nbsp;&nbsp;&nbsp;&nbsp;return&nbsp; 1<br>}</p>',
    );
  });
});
