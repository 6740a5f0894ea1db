import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateVariables } from '#domain/engage/mail/template-variables';
import { aContact } from '#domain/people/contact/testing';

const text = readFileSync(join(import.meta.dirname, '../../docs/campaigns.md'), 'utf8');
const table = text.slice(text.indexOf('| variable |'));

/** The names of a value's leaves, dotted. */
function names(value: object): string[] {
  return Object.entries(value).flatMap(([name, member]) =>
    typeof member === 'object' && member !== null && name !== 'metadata'
      ? names(member).map((inner) => `${name}.${inner}`)
      : [name],
  );
}

describe('docs/campaigns.md', () => {
  it('has every variable of a mail (Y38)', () => {
    const contact = aContact({ customAttributes: { plan: 'pro' } });
    const event = { name: 'purchase', createdAt: 0, metadata: { price: 1 } };
    const all = names(
      templateVariables({
        contact,
        workspace: { name: 'Acme', postalAddress: null },
        unsubscribeUrl: 'https://example.com',
        event,
      }),
    );
    expect(all).toContain('location.city');
    expect(all.filter((name) => !table.includes(`\`${name}\``) && !table.includes(`: \`${name}\``))).toEqual([]);
  });
});

describe('README.md', () => {
  it('links each document (Y39)', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const documents = ['architecture', 'campaigns', 'compatibility', 'data-model', 'glossary', 'self-hosting'];
    expect(documents.filter((name) => !readme.includes(`(docs/${name}.md)`))).toEqual([]);
    expect(readme).toContain('git clone');
  });
});
