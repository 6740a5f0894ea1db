import { apiContexts } from './api-contexts.ts';

describe('apiContexts', () => {
  it('sends the first path segment of every contract to the function that holds it', async () => {
    const contexts = await apiContexts();

    const owners = Object.fromEntries(
      contexts.flatMap(({ name, segments }) => segments.map((segment) => [segment, name])),
    );
    expect(owners).toMatchObject({
      contacts: 'people',
      events: 'people',
      conversations: 'conversations',
      campaigns: 'engage',
      messenger: 'messenger',
      me: 'workspace',
      'openapi.json': 'workspace',
      inbox: 'site',
      unsubscribe: 'site',
      jobs: 'jobs',
      export: 'jobs',
      download: 'jobs',
    });
  });

  it('gives no segment to two functions', async () => {
    const segments = (await apiContexts()).flatMap((context) => context.segments);

    expect(new Set(segments).size).toBe(segments.length);
  });
});
