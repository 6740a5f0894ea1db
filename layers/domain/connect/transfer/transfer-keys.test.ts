import { errorsKey, isImportKey } from './transfer-keys.ts';

describe('the keys of transfers', () => {
  it.each(['imports/acmeacme/1.ndjson', 'imports/acmeacme/2026/users_1.csv', 'imports/acmeacme/..a'])(
    'let a workspace import %s',
    (key) => {
      expect(isImportKey('acmeacme', key)).toBe(true);
    },
  );

  it.each([
    'imports/othersws/1.ndjson',
    'imports/acmeacme/../othersws/1.ndjson',
    'imports/acmeacme/./1.ndjson',
    'imports/acmeacme//1.ndjson',
    'imports/acmeacme/',
    'imports/acmeacmex/1.ndjson',
    'imports/acmeacme/%2e%2e/1.ndjson',
    'imports/acmeacme/a\\b',
    'errors/acmeacme/1/1-2.ndjson',
    'exports/acmeacme/1.csv',
    '/imports/acmeacme/1.ndjson',
    '',
  ])('keep it from importing %j', (key) => {
    expect(isImportKey('acmeacme', key)).toBe(false);
  });

  it('name what was wrong with the rows of a slice by those rows', () => {
    expect(errorsKey({ workspaceId: 'acmeacme', jobId: '12' }, { firstRow: 1, lastRow: 500 })).toBe(
      'errors/acmeacme/12/1-500.ndjson',
    );
  });
});
