import { compileMjml } from './mjml.ts';

const page = (body: string, head = '') =>
  `<mjml><mj-head>${head}</mj-head><mj-body><mj-section><mj-column>\n${body}\n</mj-column></mj-section></mj-body></mjml>`;

describe('compileMjml', () => {
  it('makes HTML of MJML and leaves its Liquid as it was', async () => {
    const source = page(
      '<mj-text>Hi {{ name | default: "there" }} {% if a < b %}<b>{{ plan }}</b>{% endif %}</mj-text><mj-button href="{{ event.metadata.url | default: "https://acme.test" }}" color="{{ color }}">Go</mj-button>',
    );
    const { html, fault } = await compileMjml(source);

    expect(fault).toBeUndefined();
    expect(html).toContain('Hi {{ name | default: "there" }} {% if a < b %}<b>{{ plan }}</b>{% endif %}');
    expect(html).toContain('href="{{ event.metadata.url | default: "https://acme.test" }}"');
    expect(html).toContain('color:{{ color }}');
    expect(html).toMatch(/^\s*<!doctype html>/i);
  });

  it('writes inline styles into their elements', async () => {
    const { html } = await compileMjml(
      page(
        '<mj-text><span class="loud">Hi</span></mj-text>',
        '<mj-style inline="inline">.loud { color: red }</mj-style>',
      ),
    );

    expect(html).toMatch(/class="loud" style="color: red/);
  });

  it.each([
    ['<mj-txt>Hi</mj-txt>', 'mj-txt', 2],
    ['<mj-text colour="red">Hi</mj-text>', 'colour', 2],
    ['<mj-section></mj-section>', 'mj-section', 2],
    ['<mj-text>\n{{ name }}</mj-text>\n{% if plan %}<mj-text>Hi</mj-text>{% endif %}', '{% if plan %}', 4],
  ])('names the line of what is wrong in %s', async (body, named, line) => {
    expect(await compileMjml(page(body))).toEqual({ fault: { message: expect.stringContaining(named), line } });
  });

  it.each(['', 'Hello', '<p>Hello</p>', '<mjml></mjml>'])('says that %j is no MJML', async (source) => {
    expect(await compileMjml(source)).toEqual({ fault: { message: expect.any(String), line: null } });
  });

  it('reads no file', async () => {
    const source = page('<mj-include path="./package.json" /><mj-text>Hi</mj-text>');
    const { html = '', fault } = await compileMjml(source);

    expect(fault ?? html).not.toEqual(expect.stringContaining('devDependencies'));
  });
});
