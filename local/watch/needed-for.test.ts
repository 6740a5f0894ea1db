import { neededFor } from './needed-for.ts';

describe('neededFor', () => {
  it.each([
    ['layers/domain/people/contact/contact.ts', { apps: false, functions: true, template: false }],
    ['apps/inbox/main.tsx', { apps: true, functions: false, template: false }],
    ['functions/api/people/tags.contract.ts', { apps: true, functions: true, template: true }],
    ['functions/queues/new-job/handler.ts', { apps: false, functions: true, template: true }],
    ['infra/stacks/api-stack.ts', { apps: false, functions: false, template: true }],
    ['layers/domain/people/contact/contact.test.ts', { apps: false, functions: false, template: false }],
    ['layers/domain/people/.contact.ts.swp', { apps: false, functions: false, template: false }],
  ])('builds again for %s only what reads it (Y35)', (file, needed) => {
    expect(neededFor([file])).toEqual(needed);
  });
});
