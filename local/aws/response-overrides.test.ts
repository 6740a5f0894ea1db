import { responseOverrides } from './response-overrides.ts';

describe('responseOverrides', () => {
  it('are the headers that the address of an object asks for', () => {
    const path = '/bucket/a.gz?X-Amz-Signature=x&response-content-disposition=attachment%3B%20filename%3D%22a.gz%22';

    expect(responseOverrides('GET', path)).toEqual({ 'content-disposition': 'attachment; filename="a.gz"' });
  });

  it.each([
    ['PUT', '/bucket/a?response-content-type=text%2Fplain'],
    ['GET', '/bucket/a?x-id=GetObject'],
    ['GET', '/bucket/a?response-set-cookie=a'],
  ])('are none for %s %s', (method, path) => {
    expect(responseOverrides(method, path)).toEqual({});
  });
});
