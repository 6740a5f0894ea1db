/** How a value is compared: all that metadata can be asked, and what attributes can be asked beside their own. */
export const WHERE_OPERATORS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'nin',
  'contains',
  'not_contains',
  'starts_with',
  'ends_with',
  'known',
  'unknown',
] as const;

export type WhereOperator = (typeof WHERE_OPERATORS)[number];
