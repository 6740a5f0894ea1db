import { peopleRoutes } from './people/routes.ts';
import { conversationRoutes } from './respond/conversations.routes.ts';
import { anApi } from './testing.ts';

describe('a filter that a list does not have', () => {
  it.each(['email=ana@example.com', 'external_id=ana', 'user_id=ana', 'role=lead', 'tag_id=7'])(
    'is refused rather than answered with every contact: %s',
    async (query) => {
      const { ask } = await anApi(peopleRoutes);

      const { status, json } = await ask('GET', `/contacts?per_page=5&${query}`);

      const field = query.split('=')[0];
      const message = `${field}: does not filter this list: use POST /contacts/search`;
      expect([status, json]).toMatchObject([400, { errors: [{ code: 'parameter_invalid', message, field }] }]);
    },
  );

  it.each(['type=user&intercom_user_id=ana', 'user_id=ana', 'email=ana@example.com', 'admin_id=7', 'open=true'])(
    'is refused rather than answered with everybody’s conversations: %s',
    async (query) => {
      const { ask } = await anApi(conversationRoutes);

      const { status, json } = await ask('GET', `/conversations?${query}`);

      expect(status).toBe(400);
      expect(json).toMatchObject({
        errors: [
          { message: `${query.split('=')[0]}: does not filter this list: leave it out, and filter what comes` },
          ...(query.includes('&') ? [{}] : []),
        ],
      });
    },
  );

  it('does not stand in the way of what changes nothing', async () => {
    const { ask } = await anApi(conversationRoutes);

    expect((await ask('GET', '/conversations?display_as=plaintext&per_page=5')).status).toBe(200);
  });
});
