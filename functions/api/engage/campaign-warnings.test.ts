import { checkTemplate, compileMarkup, templateNames } from '#platform/template-check';
import { anApi } from '../testing.ts';
import { engageRoutes } from './routes.ts';

const DRAFT = {
  name: 'Welcome',
  audience: { event: 'invited_teammate', count: { op: 'eq', value: 0 } },
  messages: [{ channel: 'email', subject: 'Hello {{ frist_name }}', body: '<p>{{ plan }} {{ location.city }}</p>' }],
};

/** An office whose contacts have a plan and a first name, and where somebody has invited a teammate. */
async function anOffice() {
  const api = await anApi((all) =>
    engageRoutes({ ...all, checkTemplate, compileMarkup, templateNames, mailDomain: 'mail.test' }),
  );
  const { eventNames, dataAttributes } = api.ports;
  await eventNames.save({ workspaceId: 'acmeacme', names: ['invited-teammate'], version: 0 });
  for (const [id, name] of [
    ['1', 'plan'],
    ['2', 'first_name'],
  ] as const)
    await dataAttributes.create({
      ...{ id, workspaceId: 'acmeacme', model: 'contact', name, description: null, type: 'string', options: [] },
      ...{ messengerWritable: false, archived: false, adminId: '101', createdAt: 1, updatedAt: 1 },
    });
  const reads: string[] = [];
  const counted =
    <Args extends unknown[], Result>(name: string, read: (...args: Args) => Result) =>
    (...args: Args) => {
      reads.push(name);
      return read(...args);
    };
  eventNames.get = counted('event names', eventNames.get);
  dataAttributes.list = counted('attributes', dataAttributes.list);
  const save = async (draft: object) =>
    (await api.ask('POST', '/campaigns', draft)).json as { id: string; warnings: object[] };
  const start = async (id: string, body?: object) => {
    const { status, json } = await api.ask('POST', `/campaigns/${id}/start`, body);
    return [status, json];
  };
  return { ...api, save, start, reads };
}

describe('a campaign with what is probably a mistake (X24)', () => {
  it('is saved with warnings, for two reads', async () => {
    const { save, reads } = await anOffice();

    expect((await save(DRAFT)).warnings).toEqual([
      {
        path: 'audience.event',
        message: 'No event "invited_teammate" has been tracked yet; did you mean "invited-teammate"?',
      },
      { path: 'messages[0].subject', message: 'Nobody has a variable {{ frist_name }}; did you mean "first_name"?' },
      {
        path: 'messages[0].body',
        message: 'Some may have no {{ plan }}; write {{ plan | default: "…" }}, or ask for it by {% if plan %}',
      },
      {
        path: 'messages[0].body',
        message:
          'Some may have no {{ location.city }}; write {{ location.city | default: "…" }}, or ask for it by {% if location.city %}',
      },
    ]);
    expect(reads).toEqual(['event names', 'attributes']);
  });

  it('is warned of when it is rewritten', async () => {
    const { save, ask } = await anOffice();
    const { id } = await save({ ...DRAFT, audience: { segment: 'ffffffffffffffffffffffff' } });
    const { json } = await ask('PUT', `/campaigns/${id}`, { ...DRAFT, goal: { attribute: 'plann', op: 'known' } });

    expect((json as { warnings: { path: string }[] }).warnings.map(({ path }) => path)).toEqual([
      'audience.event',
      'goal.attribute',
      'messages[0].subject',
      'messages[0].body',
      'messages[0].body',
    ]);
  });

  it('is started only if the warnings are ignored', async () => {
    const { save, start } = await anOffice();
    const { id } = await save(DRAFT);

    expect(await start(id)).toMatchObject([
      422,
      {
        errors: [
          { code: 'campaign_has_warnings', field: 'audience.event', message: expect.stringContaining('and 1 more') },
        ],
      },
    ]);
    expect(await start(id, { confirm: 'everyone' })).toMatchObject([422, {}]);
    expect(await start(id, { ignore_warnings: true })).toMatchObject([200, { state: 'live' }]);
  });

  it('and one for everyone only if that is confirmed', async () => {
    const { save, start } = await anOffice();
    const { id } = await save({
      ...DRAFT,
      audience: { any: [{ everyone: true }] },
      messages: [{ ...DRAFT.messages[0], subject: 'Hi' }],
    });

    expect(await start(id, { ignore_warnings: true })).toMatchObject([
      422,
      { errors: [{ code: 'confirmation_required', field: 'confirm' }] },
    ]);
    expect(await start(id, { confirm: 'everyone' })).toMatchObject([200, { state: 'live' }]);
  });

  it('is started at once without warnings, and again without asking', async () => {
    const { save, start } = await anOffice();
    const { id, warnings } = await save({
      ...DRAFT,
      audience: { event: 'invited-teammate', count: { op: 'eq', value: 0 } },
      messages: [
        {
          channel: 'email',
          subject: '{% assign x = name | default: "there" %}Hi {{ x }}',
          body: '{% if custom_attributes.plan %}{{ custom_attributes.plan | upcase }}{% endif %} {{ email }}',
        },
      ],
    });

    expect(warnings).toEqual([]);
    expect(await start(id)).toMatchObject([200, { state: 'live' }]);
    expect(await start(id)).toMatchObject([200, { state: 'live' }]);
  });

  it('is started although some may see a gap', async () => {
    const { save, start } = await anOffice();
    const audience = { event: 'invited-teammate', count: { op: 'gte', value: 1 } };
    const messages = [{ ...DRAFT.messages[0], subject: 'Hello {{ name }}' }];
    const { id, warnings } = await save({ ...DRAFT, audience, messages });

    expect(warnings).toHaveLength(3);
    expect(await start(id)).toMatchObject([200, { state: 'live' }]);
  });

  it('may tell of an event only where one is entered by', async () => {
    const { save } = await anOffice();
    const messages = [
      { ...DRAFT.messages[0], subject: 'Hello', body: '<p>\n{{ event.metadata.price | money }}{{ event.nam }}</p>' },
    ];
    const byEvent = { event: 'invited-teammate', count: { op: 'gte', value: 1 } };
    const byTime = { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' };
    const said = async (audience: object) =>
      (await save({ ...DRAFT, audience, messages })).warnings.map((each) => (each as { message: string }).message);

    expect(await said(byEvent)).toEqual([
      expect.stringMatching(/^Some may have no {{ event.metadata.price }} \(line 2\); write /),
      'Nobody has a variable {{ event.nam }} (line 2); did you mean "event.name"?',
    ]);
    expect(await said(byTime)).toEqual([
      'Nobody has a variable {{ event.metadata.price }} (line 2): it is entered by no event',
      'Nobody has a variable {{ event.nam }} (line 2): it is entered by no event',
    ]);
  });
});
