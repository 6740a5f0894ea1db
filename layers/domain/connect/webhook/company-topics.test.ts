import { aCompany } from '../../people/company/testing.ts';
import { companyTopics } from './company-topics.ts';

const company = aCompany();

test.each([
  ['a new company', undefined, company, ['company.created']],
  ['another plan', company, { ...company, plan: 'enterprise' }, ['company.updated']],
  [
    'counts and activity alone',
    company,
    { ...company, userCount: 9, sessionCount: 9, lastRequestAt: 9, version: 9 },
    [],
  ],
])('%s', (_, before, after, topics) => {
  expect(companyTopics(before, after)).toEqual(topics);
});
