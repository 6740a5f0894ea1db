import type { Company } from '../../people/company/company.ts';
import type { SubscribedTopic } from './webhook-topic.ts';

/** What the customer says of a company; counts and activity change with its contacts. */
const TOLD = [
  'name',
  'plan',
  'monthlySpend',
  'size',
  'website',
  'industry',
  'remoteCreatedAt',
  'customAttributes',
] as const satisfies (keyof Company)[];

/** Takes a company before (undefined for a new one) and after a write; returns the topics of what the write did. */
export function companyTopics(before: Company | undefined, after: Company): SubscribedTopic[] {
  if (before === undefined) return ['company.created'];
  return TOLD.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    ? ['company.updated']
    : [];
}
