import { findTemplateFault, liquidTemplates } from './templates.ts';

const templates = liquidTemplates();

describe('liquidTemplates', () => {
  it('fills in variables', () => {
    expect(templates.render('Hello {{ name }}', { name: 'Ada' }, true)).toBe('Hello Ada');
  });

  it('uses the default for what is not set', () => {
    expect(templates.render('{{ plan | default: "free" }}', {}, true)).toBe('free');
  });

  it('escapes values for HTML', () => {
    expect(templates.render('<b>{{ name }}</b>', { name: '<script>' }, true)).toBe('<b>&lt;script&gt;</b>');
  });

  it('leaves values alone in text', () => {
    expect(templates.render('{{ name }}', { name: "O'Neill & Co" }, false)).toBe("O'Neill & Co");
  });

  it('shows nothing of an object but its own properties', () => {
    expect(templates.render('[{{ name.constructor }}{{ constructor }}]', { name: 'Ada' }, true)).toBe('[]');
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

  it('stops a template that would take all memory', () => {
    expect(() => templates.render('{% for i in (1..100000000) %}x{% endfor %}', {}, true)).toThrow(
      expect.objectContaining({ code: 'unprocessable' }),
    );
  });
});
