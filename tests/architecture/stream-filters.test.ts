import { type Synthesized, synthesized } from '#infra/testing';
import { passesFilters } from '#local/triggers/filter-pattern';
import { factOf } from '#store/facts';
import { aRecordOfEachKind } from '#store/testing-stream-records';

/** The filters by which Lambda decides which records of the table's stream a function hears of. */
function filtersOf(app: Synthesized, name: string): unknown[] {
  const mapping = app
    .all('AWS::Lambda::EventSourceMapping')
    .find(({ properties }) => JSON.stringify(properties.FunctionName).includes(`"${name}`));
  const { Filters } = (mapping?.properties.FilterCriteria ?? { Filters: [] }) as { Filters: { Pattern: string }[] };
  return Filters.map(({ Pattern }) => JSON.parse(Pattern));
}

describe('the outbox', () => {
  const records = Object.entries(aRecordOfEachKind());
  let filters: unknown[];

  beforeAll(async () => {
    filters = filtersOf(await synthesized({ mailDomain: 'example.com' }), 'outbox');
  }, 120_000);

  it.each(records)('hears of the record that declares %s, and reads it (R3)', (kind, record) => {
    expect(factOf(record)?.kind).toBe(kind);
    expect(passesFilters(filters, record)).toBe(true);
  });
});
