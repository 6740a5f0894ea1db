import { silentLog } from '#runtime/logger';
import { anApi, NOW } from '../testing.ts';
import { peopleRoutes } from './routes.ts';

const theApi = () => anApi((ports) => peopleRoutes({ ...ports, log: silentLog }));

type Resource = { id: string };

describe('the activity log of people', () => {
  async function recording() {
    const { ask, askAsOthers, ports } = await theApi();
    return {
      ask,
      askAsOthers,
      made: async (path: string, body: object) => (await ask('POST', path, body)).json as Resource,
      log: async () =>
        (await ports.activities.list('acmeacme', { from: 0, to: NOW }))
          .map(({ type, adminId, ip, ...rest }) => [type, 'subject' in rest ? rest.subject : '', adminId, ip])
          .toReversed(),
    };
  }

  it('knows who deleted a tag, and from where', async () => {
    const { ask, askAsOthers, made, log } = await recording();
    const { id } = await made('/tags', { name: 'VIP' });
    await askAsOthers('DELETE', `/tags/${id}`);

    await ask('DELETE', `/tags/${id}`);
    await ask('DELETE', `/tags/${id}`);

    expect(await log()).toEqual([['tag_deletion', 'VIP', '101', '192.0.2.1']]);
  });

  it('knows who declared and changed a data attribute, and none that declared itself', async () => {
    const { ask, made, log } = await recording();
    await made('/contacts', { external_id: '1', custom_attributes: { plan: 'pro' } });
    const { id } = await made('/data_attributes', { name: 'seats', model: 'contact', data_type: 'integer' });

    await ask('PUT', `/data_attributes/${id}`, { archived: true });
    await ask('PUT', `/data_attributes/${id}`, { archived: true });

    expect(await log()).toEqual([
      ['data_attribute_creation', 'seats', '101', '192.0.2.1'],
      ['data_attribute_update', 'seats', '101', '192.0.2.1'],
    ]);
  });

  it('knows who merged and deleted a contact, by ids alone', async () => {
    const { ask, made, log } = await recording();
    const lead = await made('/contacts', { role: 'lead', email: 'lea@example.com', name: 'Lea' });
    const user = await made('/contacts', { external_id: 'u-1', email: 'uma@example.com', name: 'Uma' });

    await ask('POST', '/contacts/merge', { from: lead.id, into: user.id });
    await ask('DELETE', `/contacts/${user.id}`);
    await ask('DELETE', `/contacts/${user.id}`);

    expect(await log()).toEqual([
      ['contact_merge', `${lead.id} into ${user.id}`, '101', '192.0.2.1'],
      ['app_data_deletion', user.id, '101', '192.0.2.1'],
    ]);
  });
});
