import { router } from './router.ts';

const aRoute = (method: 'GET' | 'POST', path: `/${string}`) => ({ contract: { method, path } });

const find = router([
  aRoute('GET', '/contacts/{id}'),
  aRoute('GET', '/contacts'),
  aRoute('POST', '/contacts/search'),
  aRoute('GET', '/contacts/search'),
  aRoute('GET', '/contacts/find_by_external_id/{external_id+}'),
  aRoute('GET', '/contacts/{id}/tags'),
]);
const found = (path: string) => {
  const { route, params } = find('GET', path);
  return [route.contract.path, params];
};

describe('router', () => {
  it('prefers a literal segment to a parameter', () => {
    expect(found('/contacts/search')).toEqual(['/contacts/search', {}]);
    expect(found('/contacts/5ba6')).toEqual(['/contacts/{id}', { id: '5ba6' }]);
  });

  it('finds the collection with and without a trailing slash', () => {
    expect(found('/contacts')).toEqual(['/contacts', {}]);
    expect(found('/contacts/')).toEqual(['/contacts', {}]);
  });

  it('decodes nothing: the gateway has done so once (X1)', () => {
    expect(found('/contacts/find_by_external_id/auth0|5/6@x')).toEqual([
      '/contacts/find_by_external_id/{external_id+}',
      { external_id: 'auth0|5/6@x' },
    ]);
    expect(found('/contacts/team%207')).toEqual(['/contacts/{id}', { id: 'team%207' }]);
    expect(found('/contacts/100%')).toEqual(['/contacts/{id}', { id: '100%' }]);
  });

  it('leaves the slashes of a rest where they are (X1)', () => {
    expect(found('/contacts/find_by_external_id//a//b/')).toEqual([
      '/contacts/find_by_external_id/{external_id+}',
      { external_id: '/a//b/' },
    ]);
  });

  it('takes slashes before a path for one (X14)', () => {
    expect(found('//contacts/search')).toEqual(['/contacts/search', {}]);
    expect(found('///contacts/5ba6/')).toEqual(['/contacts/{id}', { id: '5ba6' }]);
  });

  it.each(['/', '/contacts/a/b', '/contact', '/contacts/a/tags/b', '/contacts//tags', '/constructor', '/__proto__'])(
    'throws not_found for %s',
    (path) => {
      expect(() => find('GET', path)).toThrow('The requested resource was not found');
    },
  );
});
