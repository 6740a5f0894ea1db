import { isFailure } from '../../kernel/failure.ts';
import { adminMessageBody, contactMessageBody, MESSAGE_LIMIT } from './message-body.ts';

describe('contactMessageBody', () => {
  it('shows HTML as it was typed', () => {
    expect(contactMessageBody('<b>hi</b>')).toBe('<p>&lt;b&gt;hi&lt;/b&gt;</p>');
  });

  it.each(['', '  \n '])('refuses %j', (text) => {
    expect(() => contactMessageBody(text)).toThrow('body must not be empty');
  });

  it('refuses more than the limit', () => {
    expect(() => contactMessageBody('x'.repeat(MESSAGE_LIMIT + 1))).toThrow(
      expect.objectContaining({ code: 'unprocessable' }),
    );
  });
});

describe('adminMessageBody', () => {
  it('wraps plain text', () => {
    expect(adminMessageBody('1 < 2')).toBe('<p>1 &lt; 2</p>');
  });

  it('wraps formatting that has no block of its own', () => {
    expect(adminMessageBody('<b>Hi</b> you')).toBe('<p><b>Hi</b> you</p>');
  });

  it('keeps blocks', () => {
    expect(adminMessageBody('<h2>List</h2><ul><li>Tea</li></ul>')).toBe('<h2>List</h2><ul><li>Tea</li></ul>');
  });

  it('refuses a body of which nothing is left', () => {
    let caught: unknown;
    try {
      adminMessageBody('<script>x</script>');
    } catch (error) {
      caught = error;
    }

    expect(isFailure(caught, 'unprocessable')).toBe(true);
  });
});
