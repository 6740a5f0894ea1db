import { isApiVersion, reaches } from './api-version.ts';

it('knows the versions that Intercom knows', () => {
  for (const version of ['1.0', '1.4', '2.0', '2.9', '2.14', '2.15', '2.16', 'Unstable'])
    expect(isApiVersion(version)).toBe(true);
  for (const version of ['', '1.5', '2.17', '2.1.6', '3.0', 'unstable', '2.016'])
    expect(isApiVersion(version)).toBe(false);
});

it.each([
  ['2.16', true],
  ['Unstable', true],
  ['2.15', false],
  ['2.9', false],
  ['1.4', false],
])('compares by number whether version %s has what came with 2.16', (version, has) => {
  expect(reaches(version, '2.16')).toBe(has);
});
