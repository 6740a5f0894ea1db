import { matchRoute } from './http-routes.ts';

const routes = [
  'ANY /contacts',
  'ANY /contacts/{proxy+}',
  'GET /contacts/{id}',
  'ANY /inbox/{proxy+}',
  'POST /me',
  'ANY /me',
].map((key) => ({ key, functionArn: key }));

describe('matchRoute', () => {
  it('prefers a full match to a greedy one', () => {
    expect(matchRoute(routes, 'GET', '/contacts/5')).toMatchObject({
      key: 'GET /contacts/{id}',
      parameters: { id: '5' },
    });
    expect(matchRoute(routes, 'PUT', '/contacts/5')).toMatchObject({ key: 'ANY /contacts/{proxy+}' });
  });

  it('prefers a named method to ANY', () => {
    expect(matchRoute(routes, 'POST', '/me')?.key).toBe('POST /me');
    expect(matchRoute(routes, 'GET', '/me')?.key).toBe('ANY /me');
  });

  it('gives the rest of the path to a greedy parameter, decoded once', () => {
    expect(matchRoute(routes, 'GET', '/contacts/find_by_external_id/auth0%7C1%252F2')).toMatchObject({
      key: 'ANY /contacts/{proxy+}',
      parameters: { proxy: 'find_by_external_id/auth0|1%2F2' },
    });
  });

  it('does not confuse a prefix with a segment', () => {
    expect(matchRoute(routes, 'GET', '/contactsabc')).toBeUndefined();
  });

  it('matches a trailing slash without a greedy part as the path itself', () => {
    expect(matchRoute(routes, 'POST', '/contacts/')?.key).toBe('ANY /contacts');
  });

  it('falls back to $default', () => {
    const withDefault = [...routes, { key: '$default', functionArn: 'd' }];

    expect(matchRoute(withDefault, 'GET', '/nowhere')).toEqual({ key: '$default', functionArn: 'd', parameters: {} });
  });
});
