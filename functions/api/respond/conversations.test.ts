import { aContact } from '#domain/people/contact/testing';
import { nextPart } from '#domain/respond/conversation/next-part';
import { anAdminAuthor } from '#domain/respond/conversation/testing';
import { anAdmin } from '#domain/workspace/workspace/testing';
import { anApi, NOW, type TestApi } from '../testing.ts';
import { conversationRoutes } from './conversations.routes.ts';

const GRACE = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const ADMIN = anAdmin({ workspaceId: 'acmeacme' });

describe('POST /conversations', () => {
  it('answers with the message, its body as it was sent', async () => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/conversations', {
      from: { type: 'user', id: GRACE },
      body: 'Hello <there>',
    });

    expect(status).toBe(200);
    expect(json).toEqual({
      type: 'user_message',
      id: '2',
      created_at: NOW / 1000,
      body: 'Hello <there>',
      message_type: 'inapp',
      conversation_id: '1',
    });
  });

  it('finds the contact by the next name where one finds nobody (X15)', async () => {
    const { ask } = await theApi();
    const from = { type: 'user', id: 'nobody', user_id: 'unknown', email: 'GRACE@example.com' };

    expect((await ask('POST', '/conversations', { from, body: 'Hi' })).status).toBe(200);
  });

  it('answers 404 for a contact it does not know', async () => {
    const { ask } = await theApi();

    const { status, json } = await ask('POST', '/conversations', { from: { type: 'user', id: 'nobody' }, body: 'Hi' });

    expect(status).toBe(404);
    expect(json).toMatchObject({ errors: [{ code: 'not_found', message: 'User Not Found' }] });
  });

  it.each([
    ['no body', { from: { type: 'user', id: GRACE } }, 400],
    ['an empty body', { from: { type: 'user', id: GRACE }, body: '  ' }, 422],
    ['a sender of no kind', { from: { type: 'robot', id: GRACE }, body: 'Hi' }, 400],
    ['a sender without a name', { from: { type: 'user' }, body: 'Hi' }, 400],
    ['a body that is not text', { from: { type: 'user', id: GRACE }, body: { $gt: '' } }, 400],
  ])('refuses %s', async (_what, body, expected) => {
    const { ask } = await theApi();

    expect((await ask('POST', '/conversations', body)).status).toBe(expected);
  });
});

describe('GET /conversations/{id}', () => {
  it('answers with every key of the recorded conversation', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    const { status, json } = await ask('GET', `/conversations/${id}`);

    expect(status).toBe(200);
    expect(json).toEqual({
      type: 'conversation',
      id,
      created_at: NOW / 1000,
      updated_at: NOW / 1000,
      waiting_since: NOW / 1000,
      snoozed_until: null,
      source: {
        type: 'conversation',
        id: '2',
        delivered_as: 'customer_initiated',
        subject: '',
        body: '<p>Hello</p>',
        author: { type: 'user', id: GRACE, name: 'Grace', email: 'grace@example.com' },
        attachments: [],
        url: null,
        redacted: false,
      },
      contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: GRACE, external_id: 'grace' }] },
      first_contact_reply: { created_at: NOW / 1000, type: 'conversation', url: null },
      admin_assignee_id: null,
      team_assignee_id: null,
      open: true,
      state: 'open',
      read: false,
      tags: { type: 'tag.list', tags: [] },
      priority: 'not_priority',
      sla_applied: null,
      statistics: expect.objectContaining({ type: 'conversation_statistics', first_admin_reply_at: null }),
      conversation_rating: null,
      teammates: null,
      title: null,
      custom_attributes: {},
      topics: {},
      ticket: null,
      linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
      ai_agent: null,
      ai_agent_participated: false,
      company: null,
      conversation_parts: { type: 'conversation_part.list', conversation_parts: [], total_count: 0 },
    });
  });

  it('has no company before version 2.15', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    const { json } = await ask('GET', `/conversations/${id}`, undefined, { 'intercom-version': '2.14' });

    expect(json).not.toHaveProperty('company');
  });

  it('shows bodies without markup when asked to', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);
    await ask('POST', `/conversations/${id}/reply`, adminReply({ body: '<p>One</p><p>Two</p>' }));

    const { json } = await ask('GET', `/conversations/${id}?display_as=plaintext`);

    expect(json).toMatchObject({
      source: { body: 'Hello' },
      conversation_parts: { conversation_parts: [{ body: 'One\nTwo' }] },
    });
  });

  it('answers 404 for the conversation of another workspace', async () => {
    const { ask, askAsOthers } = await theApi();
    const id = await begin(ask);

    const { status, json } = await askAsOthers('GET', `/conversations/${id}`);

    expect(status).toBe(404);
    expect(json).toMatchObject({ errors: [{ code: 'not_found', message: 'Resource Not Found' }] });
  });

  it('keeps to the newest 500 parts and counts all', async () => {
    const { ask, ports } = await theApi();
    const id = await begin(ask);
    let conversation = await ports.conversations.get('acmeacme', id);
    for (let count = 1; count <= 502; count += 1) {
      if (conversation === undefined) throw new Error('The conversation has not begun');
      const draft = {
        id: `9${count}`,
        kind: 'note' as const,
        author: anAdminAuthor(),
        body: `<p>${count}</p>`,
        at: NOW,
      };
      const appended = nextPart(conversation, {}, draft);
      ({ conversation } = await ports.conversations.append(conversation, appended.conversation, appended.part));
    }

    const { json } = await ask('GET', `/conversations/${id}`);

    const { conversation_parts: list } = json as { conversation_parts: { conversation_parts: { body: string }[] } };
    expect(list).toMatchObject({ total_count: 502 });
    expect(list.conversation_parts).toHaveLength(500);
    expect(list.conversation_parts[0]?.body).toBe('<p>3</p>');
    expect(list.conversation_parts.at(-1)?.body).toBe('<p>502</p>');
  });
});

describe('GET /conversations', () => {
  it('pages by cursor, without parts, and names no next page at the end', async () => {
    const { ask, ports } = await theApi();
    const first = await begin(ask);
    ports.clock.advance(1000);
    const second = await begin(ask);
    ports.clock.advance(1000);
    const third = await begin(ask);

    const page = (await ask('GET', '/conversations?per_page=2')).json as ListPage;
    const rest = (await ask('GET', `/conversations?per_page=2&starting_after=${page.pages.next?.starting_after}`))
      .json as ListPage;

    expect(page.conversations.map(({ id }) => id)).toEqual([third, second]);
    expect(page.conversations[0]).not.toHaveProperty('conversation_parts');
    expect(rest.conversations.map(({ id }) => id)).toEqual([first]);
    expect(rest.pages).not.toHaveProperty('next');
  });
});

describe('the total of GET /conversations (X17)', () => {
  it('is how many there are, on every page', async () => {
    const { ask } = await theApi();
    for (let n = 0; n < 5; n += 1) await begin(ask);
    const page = async (query: string) => (await ask('GET', `/conversations?${query}`)).json as ListPage;

    const first = await page('per_page=2');
    const second = await page(`per_page=2&page=2&starting_after=${first.pages.next?.starting_after}`);
    const last = await page(`per_page=2&page=3&starting_after=${second.pages.next?.starting_after}`);

    expect([first, second, last].map(({ total_count, pages }) => [total_count, pages.page, pages.total_pages])).toEqual(
      [
        [5, 1, 3],
        [5, 2, 3],
        [5, 3, 3],
      ],
    );
    expect(last.pages.next).toBeUndefined();
    expect(await page('per_page=50')).toMatchObject({ total_count: 5, pages: { total_pages: 1 } });
  });
});

describe('the statistics of a conversation (X17)', () => {
  it('say what has happened', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);
    const manage = (body: object) =>
      ask('POST', `/conversations/${id}/parts`, { type: 'admin', admin_id: '101', ...body });

    await manage({ message_type: 'assignment', type: 'admin', assignee_id: '101' });
    await ask('POST', `/conversations/${id}/reply`, adminReply());
    await manage({ message_type: 'close' });

    expect((await ask('GET', `/conversations/${id}`)).json).toMatchObject({
      statistics: {
        count_assignments: 1,
        first_assignment_at: NOW / 1000,
        last_assignment_at: NOW / 1000,
        last_assignment_admin_reply_at: NOW / 1000,
        time_to_assignment: 0,
        time_to_admin_reply: 0,
        median_time_to_reply: 0,
        handling_time: 0,
        adjusted_handling_time: null,
      },
    });
  });
});

describe('POST /conversations/{id}/reply', () => {
  it('ends the wait with the comment of a teammate', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    const { status, json } = await ask('POST', `/conversations/${id}/reply`, adminReply());

    expect(status).toBe(200);
    expect(json).toMatchObject({
      waiting_since: null,
      statistics: { first_admin_reply_at: NOW / 1000 },
      conversation_parts: {
        total_count: 1,
        conversation_parts: [
          {
            type: 'conversation_part',
            part_type: 'comment',
            body: '<p>Sure</p>',
            author: { type: 'admin', id: ADMIN.id, name: ADMIN.name, email: ADMIN.email },
            assigned_to: null,
            state: 'open',
          },
        ],
      },
    });
  });

  it('changes nothing but the list of parts with a note', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    const { json } = await ask('POST', `/conversations/${id}/reply`, adminReply({ message_type: 'note' }));

    expect(json).toMatchObject({ state: 'open', waiting_since: NOW / 1000 });
    expect(json).toMatchObject({ conversation_parts: { conversation_parts: [{ part_type: 'note' }] } });
  });

  it.each([
    ['intercom_user_id', GRACE],
    ['user_id', 'grace'],
    ['email', 'grace@example.com'],
  ])('takes the contact by %s', async (key, value) => {
    const { ask } = await theApi();
    const id = await begin(ask);
    await ask('POST', `/conversations/${id}/reply`, adminReply());

    const reply = { type: 'user', message_type: 'comment', [key]: value, body: 'Thanks' };
    const { json } = await ask('POST', `/conversations/${id}/reply`, reply);

    expect(json).toMatchObject({ open: true, waiting_since: NOW / 1000 });
  });

  it('finds the latest conversation of the contact by the id last', async () => {
    const { ask, ports } = await theApi();
    await begin(ask);
    ports.clock.advance(1000);
    const latest = await begin(ask);

    const reply = { type: 'user', message_type: 'comment', intercom_user_id: GRACE, body: 'Thanks' };
    const { json } = await ask('POST', '/conversations/last/reply', reply);

    expect(json).toMatchObject({ id: latest });
  });

  it('writes a reply once for the same client id', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    await ask('POST', `/conversations/${id}/reply`, adminReply({ client_id: 'one' }));
    const { json } = await ask('POST', `/conversations/${id}/reply`, adminReply({ client_id: 'one' }));

    expect(json).toMatchObject({ conversation_parts: { total_count: 1 } });
  });

  it('answers 404 for a teammate of another workspace', async () => {
    const { ask, ports } = await theApi();
    await ports.workspaces.create(
      { ...(await theWorkspace(ports)), id: 'thirdone' },
      [anAdmin({ workspaceId: 'thirdone', id: '999', email: 'x@example.com' })],
      [],
    );
    const id = await begin(ask);

    const { status, json } = await ask('POST', `/conversations/${id}/reply`, adminReply({ admin_id: '999' }));

    expect(status).toBe(404);
    expect(json).toMatchObject({ errors: [{ code: 'admin_not_found' }] });
  });

  it('answers 404 for a contact who takes no part', async () => {
    const { ask, ports } = await theApi();
    const id = await begin(ask);
    await ports.contacts.create(
      aContact({ id: 'bbbbbbbbbbbbbbbbbbbbbbbb', workspaceId: 'acmeacme', email: 'other@example.com' }),
    );

    const reply = { type: 'user', message_type: 'comment', email: 'other@example.com', body: 'Hi' };

    expect((await ask('POST', `/conversations/${id}/reply`, reply)).status).toBe(404);
  });

  it('numbers the parts without a gap when many reply at once', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);

    await Promise.all([1, 2, 3].map((n) => ask('POST', `/conversations/${id}/reply`, adminReply({ body: `${n}` }))));

    const { json } = await ask('GET', `/conversations/${id}/parts?after=0`);
    expect((json as { parts: { seq: number }[] }).parts.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });
});

describe('POST /conversations/{id}/parts', () => {
  it('closes with words, opens and assigns', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);
    const change = (body: object) => ask('POST', `/conversations/${id}/parts`, { admin_id: ADMIN.id, ...body });

    const closed = await change({ message_type: 'close', type: 'admin', body: 'Done' });
    const opened = await change({ message_type: 'open' });
    const assigned = await change({ message_type: 'assignment', type: 'admin', assignee_id: ADMIN.id });

    expect(closed.json).toMatchObject({ state: 'closed', open: false, waiting_since: null });
    expect(closed.json).toMatchObject({
      conversation_parts: { conversation_parts: [{ part_type: 'close', body: '<p>Done</p>' }] },
    });
    expect(opened.json).toMatchObject({ state: 'open', open: true });
    expect(assigned.json).toMatchObject({ admin_assignee_id: Number(ADMIN.id) });
  });

  it('unassigns with the assignee 0', async () => {
    const { ask } = await theApi();
    const id = await begin(ask);
    const assign = (assignee_id: string) =>
      ask('POST', `/conversations/${id}/parts`, {
        message_type: 'assignment',
        type: 'admin',
        admin_id: ADMIN.id,
        assignee_id,
      });
    await assign(ADMIN.id);

    expect((await assign('0')).json).toMatchObject({ admin_assignee_id: null });
    expect((await assign('12345')).json).toMatchObject({ errors: [{ code: 'assignee_not_found' }] });
  });

  it('assigns to a team of this workspace, and to no other', async () => {
    const { ask, ports } = await theApi();
    const teams = (workspaceId: string, id: string) => [{ id, workspaceId, name: 'Support', createdAt: NOW }];
    const workspace = await theWorkspace(ports);
    await ports.workspaces.create({ ...workspace, id: 'thirdone' }, [], [], teams('thirdone', '8'));
    await ports.workspaces.administer({ workspace, teams: { put: teams('acmeacme', '7') }, activities: [] });
    const id = await begin(ask);
    const assign = (assignee_id: string) =>
      ask('POST', `/conversations/${id}/parts`, {
        message_type: 'assignment',
        type: 'team',
        admin_id: ADMIN.id,
        assignee_id,
      });

    expect((await assign('7')).json).toMatchObject({ team_assignee_id: 7, admin_assignee_id: null });
    expect((await assign('8')).json).toMatchObject({ errors: [{ code: 'assignee_not_found' }] });
  });
});

type ListPage = {
  conversations: { id: string }[];
  total_count: number;
  pages: { page: number; total_pages: number; next?: { starting_after: string } };
};

async function theApi(): Promise<TestApi> {
  const api = await anApi(conversationRoutes);
  await api.ports.contacts.create(aContact({ id: GRACE, workspaceId: 'acmeacme', externalId: 'grace' }));
  return api;
}

async function theWorkspace(ports: TestApi['ports']) {
  const workspace = await ports.workspaces.get('acmeacme');
  if (workspace === undefined) throw new Error('The API was made without its workspace');
  return workspace;
}

async function begin(ask: TestApi['ask']): Promise<string> {
  const { json } = await ask('POST', '/conversations', { from: { type: 'user', id: GRACE }, body: 'Hello' });
  return (json as { conversation_id: string }).conversation_id;
}

function adminReply(changes: object = {}): object {
  return { type: 'admin', message_type: 'comment', admin_id: ADMIN.id, body: 'Sure', ...changes };
}
