import { htmlToText, textToHtml } from './html-text.ts';

describe('textToHtml', () => {
  it('makes a paragraph of every block and a break of every line', () => {
    expect(textToHtml('Hi <you>\r\nthere\n\nBye')).toBe('<p>Hi &lt;you&gt;<br>there</p><p>Bye</p>');
  });
});

describe('htmlToText', () => {
  it('gives back the text that was wrapped', () => {
    expect(htmlToText(textToHtml('a & "b"\nc'))).toBe('a & "b"\nc');
  });

  it('writes one line for every item of a list', () => {
    expect(htmlToText('<ul><li>Tea</li><li>Milk</li></ul>')).toBe('Tea\nMilk');
  });
});
