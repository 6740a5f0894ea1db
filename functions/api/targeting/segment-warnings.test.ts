import { anApi } from '../testing.ts';
import { targetingRoutes } from './routes.ts';

const TYPO = { event: 'invited_teammate', count: { op: 'eq', value: 0 } };
const WARNING = {
  path: 'rule.event',
  message: 'No event "invited_teammate" has been tracked yet; did you mean "invited-teammate"?',
};

async function anOffice() {
  const api = await anApi(targetingRoutes);
  await api.ports.eventNames.save({ workspaceId: 'acmeacme', names: ['invited-teammate'], version: 0 });
  return api;
}

describe('a segment with what is probably a mistake (X24)', () => {
  it('is created, changed and previewed with warnings', async () => {
    const { ask } = await anOffice();
    const created = await ask('POST', '/segments', { name: 'Alone', rule: TYPO, descripton: 'x' });
    const { id } = created.json as { id: string };
    const renamed = await ask('PUT', `/segments/${id}`, { name: 'Lonely', person_type: 'user' });
    const changed = await ask('PUT', `/segments/${id}`, { rule: { not: TYPO } });
    const previewed = await ask('POST', '/segments/preview', { rule: TYPO });

    expect([created, renamed, changed, previewed].map(({ json }) => (json as { warnings: object[] }).warnings)).toEqual(
      [
        [WARNING, { path: 'descripton', message: 'descripton is ignored here; taken are name, rule, person_type' }],
        [{ path: 'person_type', message: 'person_type is ignored here; taken are name, rule' }],
        [{ ...WARNING, path: 'rule.not.event' }],
        [WARNING],
      ],
    );
  });

  it('is listed without them', async () => {
    const { ask } = await anOffice();
    await ask('POST', '/segments', { name: 'Alone', rule: TYPO });

    expect((await ask('GET', '/segments')).json).toMatchObject({ segments: [{ name: 'Alone' }] });
    expect(JSON.stringify((await ask('GET', '/segments')).json)).not.toContain('warnings');
  });
});

it('segments of companies are none, for there are only those of people (X18)', async () => {
  const { ask } = await anOffice();
  await ask('POST', '/segments', { name: 'Alone', rule: TYPO });

  expect((await ask('GET', '/segments?type=company')).json).toEqual({ type: 'segment.list', segments: [] });
  expect((await ask('GET', '/segments?type=contact')).json).toMatchObject({ segments: [{ name: 'Alone' }] });
});
