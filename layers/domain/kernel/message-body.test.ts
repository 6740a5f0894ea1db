import { htmlBody, MAX_MESSAGE_LENGTH, messageBody, textBody } from './message-body.ts';

const asItIs = { safeHtml: async (html: string) => html };

describe('textBody', () => {
  it('shows HTML as it was typed', () => {
    expect(textBody('<b>hi</b>')).toBe('<p>&lt;b&gt;hi&lt;/b&gt;</p>');
  });

  it.each(['', '  \n '])('refuses %j', (text) => {
    expect(() => textBody(text)).toThrow('body must not be empty');
  });

  it('refuses more than the limit', () => {
    expect(() => textBody('x'.repeat(MAX_MESSAGE_LENGTH + 1))).toThrow(
      expect.objectContaining({ code: 'unprocessable' }),
    );
  });

  it('drops empty lines around it and keeps the indentation of its first line (X10)', () => {
    expect(textBody('\n \n  - a\n\n')).toBe('<p>&nbsp;&nbsp;- a</p>');
  });
});

describe('htmlBody', () => {
  it('wraps formatting that has no block of its own', async () => {
    expect(await htmlBody(asItIs, '<b>Hi</b> you')).toBe('<p><b>Hi</b> you</p>');
  });

  it('keeps blocks', async () => {
    const list = '<h2>List</h2><ul><li>Tea</li></ul>';

    expect(await htmlBody(asItIs, list)).toBe(list);
  });

  it('keeps the line ends of what has no block (X10)', async () => {
    expect(await htmlBody(asItIs, 'a\nb\n\nc')).toBe('<p>a<br>b<br><br>c</p>');
    expect(await htmlBody(asItIs, '<b>a</b>\nb')).toBe('<p><b>a</b><br>b</p>');
  });

  it('refuses a body of which nothing is left', async () => {
    await expect(htmlBody({ safeHtml: async () => '' }, '<script>x</script>')).rejects.toMatchObject({
      code: 'unprocessable',
      details: { field: 'body' },
    });
  });

  it('refuses a picture instead of dropping it (X13)', async () => {
    await expect(htmlBody(asItIs, '<p>See <img src="https://a.test/x.png"></p>')).rejects.toMatchObject({
      code: 'unprocessable',
      details: { field: 'body' },
    });
  });
});

describe('messageBody', () => {
  it('takes HTML unless told that it is text (X10)', async () => {
    expect(await messageBody(asItIs, { body: '<b>x</b>' })).toBe('<p><b>x</b></p>');
    expect(await messageBody(asItIs, { body: '<b>x</b>', format: 'text' })).toBe('<p>&lt;b&gt;x&lt;/b&gt;</p>');
  });
});
