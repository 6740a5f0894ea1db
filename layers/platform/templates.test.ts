import { findTemplateFault, liquidTemplates, variablesInTemplate } from './templates.ts';

const templates = liquidTemplates();
const HTML = { html: true, timezone: 'UTC' };
const TEXT = { html: false, timezone: 'UTC' };

describe('liquidTemplates', () => {
  it('fills in variables', () => {
    expect(templates.render('Hello {{ name }}', { name: 'Ada' }, HTML)).toBe('Hello Ada');
  });

  it('uses the default for what is not set', () => {
    expect(templates.render('{{ plan | default: "free" }}', {}, HTML)).toBe('free');
  });

  it('escapes values for HTML', () => {
    expect(templates.render('<b>{{ name }}</b>', { name: '<script>' }, HTML)).toBe('<b>&lt;script&gt;</b>');
  });

  it('leaves values alone in text', () => {
    expect(templates.render('{{ name }}', { name: "O'Neill & Co" }, TEXT)).toBe("O'Neill & Co");
  });

  it('shows nothing of an object but its own properties', () => {
    expect(templates.render('[{{ name.constructor }}{{ constructor }}]', { name: 'Ada' }, HTML)).toBe('[]');
  });

  it('names the line of what does not parse', () => {
    expect(findTemplateFault('<p>\n{% if name %}\n</p>')).toMatchObject({ line: 2 });
  });

  it('finds no fault in what parses', () => {
    expect(findTemplateFault('{% if name %}{{ name | upcase }}{% endif %}')).toBeUndefined();
  });

  it.each(['{{ name | shout }}', '{{ name | raw }}', '{% include "x" %}', '{% render "x" %}', '{% layout "x" %}'])(
    'refuses %s',
    (source) => {
      expect(findTemplateFault(source)).toMatchObject({ line: 1 });
    },
  );

  it('refuses a result that no mail may have', () => {
    const long = `{% for i in (1..20000) %}${'x'.repeat(600)}{% endfor %}`;

    expect(() => liquidTemplates().render(long, {}, { html: true, timezone: 'UTC' })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'template_failed' }) }),
    );
  });

  it('stops a template that would take all memory', () => {
    expect(() => templates.render('{% for i in (1..100000000) %}x{% endfor %}', {}, HTML)).toThrow(
      expect.objectContaining({ code: 'unprocessable' }),
    );
  });

  it.each([
    ['{{ name | escape }}', 'O&#39;Neill &amp; Co<'.replace('<', '&lt;')],
    ['{{ name | escape | upcase }}', 'O&#39;NEILL &amp; CO&lt;'],
    ['{{ name | escape_once }}', 'O&#39;Neill &amp; Co&lt;'],
    ['{{ name | xml_escape }}', 'O&#39;Neill &amp; Co&lt;'],
    ['{{ bio | newline_to_br }}', 'a &lt;b&gt;<br />\nc'],
    ['{{ bio | escape | newline_to_br }}', 'a &lt;b&gt;<br />\nc'],
    ['{{ "&amp;" | escape_once }}', '&amp;'],
    ['{% capture x %}<b>{{ name }}</b>{% endcapture %}{{ x }}', '<b>O&#39;Neill &amp; Co&lt;</b>'],
    ['{% capture x %}Ada{% endcapture %}{% if x == "Ada" %}{{ x | upcase }}{% endif %}', 'ADA'],
  ])('escapes once: %s (X22)', (source, html) => {
    const variables = { name: "O'Neill & Co<", bio: 'a <b>\nc' };

    expect(templates.render(source, variables, HTML)).toBe(html);
  });

  it("shows dates of the workspace's zone (X22)", () => {
    const evening = Date.UTC(2026, 0, 5, 23, 30) / 1000;
    const format = '{{ at | date: "%Y-%m-%d %H:%M" }}';

    expect(templates.render(format, { at: evening }, { html: true, timezone: 'Asia/Tokyo' })).toBe('2026-01-06 08:30');
    expect(templates.render(format, { at: evening }, { html: false, timezone: 'America/New_York' })).toBe(
      '2026-01-05 18:30',
    );
  });

  it.each(['{% comment %}x{% endcomment %}', '{{ "" }}', '{% if false %}x{% endif %}'])(
    'refuses a subject that renders to nothing: %s (X22)',
    (source) => {
      expect(findTemplateFault(source, 'subject')).toMatchObject({ message: 'the subject renders to nothing' });
    },
  );

  it('takes a subject that renders to nothing for some (X22)', () => {
    expect(findTemplateFault('{{ name }}', 'subject')).toBeUndefined();
  });

  it.each([
    ['loops for ever', '<p>\n{% for i in (1..3000) %}{% for j in (1..3000) %}{% endfor %}{% endfor %}', 2],
    ['takes all memory', '\n\n{% for i in (1..100000000) %}x{% endfor %}', 3],
    ['prints 10 MB', `{% for i in (1..100) %}${'x'.repeat(100_000)}{% endfor %}`, null],
    [
      'doubles a text',
      '{% assign s = "xxxxxxxxxx" %}{% for i in (1..40) %}{% assign s = s | append: s %}{% endfor %}',
      1,
    ],
    [
      'doubles what it captured',
      '{% for i in (1..40) %}{% capture s %}{{ s }}{{ s }}xx{% endcapture %}{% endfor %}{{ s }}',
      1,
    ],
    ['pads a date without end', '{{ 0 | date: "%99999999d" }}', 1],
    ['has a currency that is none', '{{ 5 | money: "EURO" }}', 1],
  ])('refuses before anybody gets it what %s (C)', (_, source, line) => {
    expect(findTemplateFault(source)).toEqual({ message: expect.any(String), line });
  });
});

describe('variablesInTemplate', () => {
  const gaps = (source: string) =>
    variablesInTemplate(source).flatMap(({ name, hasFallback }) => (hasFallback ? [] : [name]));

  it('tells the line of each', () => {
    expect(variablesInTemplate('<p>\n{{ location.city | upcase }}')).toEqual([
      { name: 'location.city', line: 2, hasFallback: false },
    ]);
  });

  it.each([
    ['{{ name }}', ['name']],
    ['{{ name | default: "there" }}', []],
    ['{{ name | default: plan }}', []],
    ['{{ "Hi " | append: name }}', ['name']],
    ['{% if name %}Hi {{ name }}{% else %}Hi{% endif %}', []],
    ['{% if plan %}Hi {{ name }}{% endif %}', ['name']],
    ['{% unless name == blank %}Hi {{ name | upcase }}{% endunless %}', []],
    ['{% assign x = name %}{{ x }}', ['name']],
    ['{% assign x = name | default: "you" %}{{ x }}', []],
    ['{% for each in plans %}{{ each }}{% endfor %}', []],
  ])('says of %s which may leave a gap: %j', (source, names) => {
    expect(gaps(source)).toEqual(names);
  });
});
