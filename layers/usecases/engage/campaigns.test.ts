import type { CampaignDraft } from '#domain/engage/campaign/campaign-draft';
import { aCampaign, NOON } from '#domain/engage/campaign/testing';
import { stoppedClock } from '#domain/kernel/clock';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import { randomIds } from '#platform/random-ids';
import { checkTemplate, compileMarkup } from '#platform/template-check';
import { memoryStores } from '#store/memory';
import { actOnCampaign, createCampaign, findCampaign, rewriteCampaign } from './campaigns.ts';

const actor = { kind: 'admin' as const, workspaceId: 'acmeacme', adminId: '101' };
const { name, audience } = aCampaign();
const messages = aCampaign().messages as NonNullable<CampaignDraft['messages']>;
const draft = { name, audience, messages };

async function anOffice() {
  const stores = memoryStores();
  await stores.workspaces.create(aWorkspace({ timezone: 'Europe/Berlin' }), [], []);
  return {
    ...stores,
    checkTemplate,
    compileMarkup,
    mailDomain: 'mail.acme.test',
    clock: stoppedClock(NOON),
    ids: randomIds,
  };
}

describe('createCampaign', () => {
  it('makes a draft with defaults', async () => {
    const office = await anOffice();
    const campaign = await createCampaign(office, actor, draft);

    expect(campaign).toMatchObject({ state: 'draft', enroll: 'existing_and_future', reentry: 'once', goal: null });
    expect(await findCampaign(office, actor, campaign.id)).toEqual(campaign);
  });

  it.each([
    ['audience.all[1].op', { audience: { all: [{ everyone: true }, { attribute: 'plan', op: 'is' }] } }],
    ['audience', { audience: undefined }],
    ['goal.event', { goal: { event: 7 } }],
    ['messages[0].body', { messages: [{ ...messages[0], body: '<p>\n{% if name %}</p>' }] }],
    ['messages[0].subject', { messages: [{ ...messages[0], subject: '{{ name | shout }}' }] }],
    ['steps', { steps: [{ wait: '1d' }] }],
    ['messages', { messages: undefined }],
    ['goal.within', { goal: { rule: { everyone: true }, within: '0d' } }],
    ['ends_at', { starts_at: 200, ends_at: 100 }],
    [
      'messages[1].id',
      {
        messages: [
          { ...messages[0], id: 'a' },
          { ...messages[0], id: 'a' },
        ],
      },
    ],
    ['colour', { colour: 'red' }],
    ['constructor', { constructor: 'x' }],
  ])('refuses what is wrong at %s', async (field, wrong) => {
    const office = await anOffice();

    await expect(createCampaign(office, actor, { ...draft, ...wrong } as never)).rejects.toMatchObject({
      code: 'unprocessable',
      details: { field },
    });
    expect(await office.campaigns.list('acmeacme', 10)).toMatchObject({ campaigns: [] });
  });

  it('names the line of a template that does not parse', async () => {
    const office = await anOffice();
    const wrong = {
      ...draft,
      messages: [{ channel: 'email' as const, subject: 'Hi', body: '<p>\n{% if name %}</p>' }],
    };

    await expect(createCampaign(office, actor, wrong)).rejects.toThrow('messages[0].body, line 2');
  });
});

describe('a campaign that has profiles remember much', () => {
  const counting = (event: string) => ({ event, count: { op: 'gte', value: 999 }, within: '30d' });

  it('is refused at save and at start once the live ones leave no room, and saves for them when one is stopped', async () => {
    const office = await anOffice();
    const drafted = async (event: string) =>
      (await createCampaign(office, actor, { ...draft, audience: counting(event) })).id;
    const ids = [await drafted('a'), await drafted('b'), await drafted('c')] as const;
    const act = (n: 0 | 1 | 2, action: 'start' | 'stop') =>
      actOnCampaign(office, actor, { campaignId: ids[n], action });
    await act(0, 'start');
    await act(1, 'start');

    const refused = { code: 'unprocessable', details: { field: 'audience.count', reason: 'rule_too_demanding' } };
    await expect(act(2, 'start')).rejects.toMatchObject(refused);
    await expect(drafted('d')).rejects.toMatchObject(refused);
    await act(0, 'stop');
    expect(await act(2, 'start')).toMatchObject({ state: 'live' });
  });
});

describe('the sender of a campaign (X9)', () => {
  const from = 'hello@acme.example';
  const drafted = { ...draft, messages: messages.map((message) => ({ ...message, from })) };
  const granted = async (office: Awaited<ReturnType<typeof anOffice>>, senders: string[]) => {
    const workspace = await office.workspaces.get('acmeacme');
    if (workspace) await office.workspaces.administer({ workspace: { ...workspace, senders }, activities: [] });
  };

  it('is refused unless it was granted to the workspace, with the remedy', async () => {
    const refusal = createCampaign(await anOffice(), actor, drafted);

    await expect(refusal).rejects.toMatchObject({ code: 'unprocessable', details: { field: 'messages[0].from' } });
    await expect(refusal).rejects.toThrow('npm run workspace -- senders');
  });

  it('may be the default, or one that was granted, however it is written', async () => {
    const office = await anOffice();
    await granted(office, ['Hello@ACME.example']);
    const byDefault = { ...draft, messages: messages.map((each) => ({ ...each, from: 'no-reply@mail.acme.test' })) };

    expect(await createCampaign(office, actor, drafted)).toMatchObject({ messages: [{ from }] });
    expect(await createCampaign(office, actor, byDefault)).toMatchObject({ state: 'draft' });
  });

  it('is asked for again when it is started', async () => {
    const office = await anOffice();
    await granted(office, [from]);
    const { id } = await createCampaign(office, actor, drafted);
    await granted(office, []);

    await expect(actOnCampaign(office, actor, { campaignId: id, action: 'start' })).rejects.toMatchObject({
      code: 'unprocessable',
    });
  });
});

describe('actOnCampaign', () => {
  it("makes the audience a live rule in the workspace's zone", async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });

    const { rules } = await office.rules.load('acmeacme');
    expect(rules).toMatchObject([{ id, purpose: 'campaign', version: 2, timezone: 'Europe/Berlin', startedAt: NOON }]);
  });

  it('moves no stamp when it is started twice', async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });
    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });

    expect(await office.rules.stamp('acmeacme')).toBe(1);
  });

  it('ends what a crash left half done when it is repeated', async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    // An earlier release wrote the state first, and was killed.
    const before = await findCampaign(office, actor, id);
    await office.campaigns.update(before, { ...before, state: 'live', startedAt: NOON });

    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });

    expect((await office.rules.load('acmeacme')).rules).toHaveLength(1);
  });

  it.each(['pause', 'stop'] as const)('takes the rule away on %s', async (action) => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });
    await actOnCampaign(office, actor, { campaignId: id, action });

    expect((await office.rules.load('acmeacme')).rules).toEqual([]);
  });

  it('knows no campaign of another workspace', async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    const stranger = { ...actor, workspaceId: 'otheracme' };

    await expect(actOnCampaign(office, stranger, { campaignId: id, action: 'start' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('rewriteCampaign', () => {
  it('replaces a draft', async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    const rewritten = await rewriteCampaign(office, actor, { campaignId: id, draft: { ...draft, name: 'Another' } });

    expect(rewritten).toMatchObject({ id, name: 'Another' });
  });

  it('goes on with a live one, and refuses one that was stopped', async () => {
    const office = await anOffice();
    const { id } = await createCampaign(office, actor, draft);
    await actOnCampaign(office, actor, { campaignId: id, action: 'start' });
    const live = await rewriteCampaign(office, actor, { campaignId: id, draft: { ...draft, name: 'Better' } });
    await actOnCampaign(office, actor, { campaignId: id, action: 'stop' });

    expect(live).toMatchObject({ name: 'Better', state: 'live' });
    await expect(rewriteCampaign(office, actor, { campaignId: id, draft })).rejects.toMatchObject({ code: 'conflict' });
  });
});

it('changes state and live rule in one write, so that no crash leaves a campaign live and mute (X47)', async () => {
  const office = await anOffice();
  const { id } = await createCampaign(office, actor, draft);
  const writes: string[] = [];
  const noted = <Port extends object>(port: Port) =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (['update', 'move', 'put', 'remove'].includes(String(name))) writes.push(String(name));
        return method;
      },
    });
  const watched = { ...office, campaigns: noted(office.campaigns), rules: noted(office.rules) };
  for (const action of ['start', 'pause', 'start', 'stop'] as const)
    await actOnCampaign(watched, actor, { campaignId: id, action });

  expect(writes).toEqual(['move', 'move', 'move', 'move']);
});
