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
      conversations: 'respond',
      campaigns: 'engage',
      segments: 'targeting',
      messenger: 'messenger',
      me: 'workspace',
      'openapi.json': 'workspace',
      inbox: 'respond',
      unsubscribe: 'engage',
      webhooks: 'connect',
      jobs: 'connect',
      bulk: 'connect',
      export: 'connect',
      download: 'connect',
    });
  });

  it('gives no segment to two functions', async () => {
    const segments = (await apiContexts()).flatMap((context) => context.segments);

    expect(new Set(segments).size).toBe(segments.length);
  });
});
