import { refusals } from '../support/refusals.ts';

jest.setTimeout(60_000);

const EVENT = { event_name: 'left', created_at: 1_700_000_000, user_id: 'user-1' };
const CAMPAIGN = {
  name: 'New',
  audience: { attribute: 'email', op: 'known' },
  messages: [{ channel: 'email', subject: 'Hello', body: '<p>Hello</p>' }],
};
const NOBODY = 'f'.repeat(24);
/** As they stand in a path: names of prototypes, other paths, NUL, what is no UTF-8, longer than any key. */
const HOSTILE = [
  'constructor',
  '__proto__',
  'toString',
  'a%2Fb',
  '%252e%252e',
  '..%2F..%2Fadmins',
  '%00',
  'a%00b',
  '%23',
  '%F0%9F%92%A9',
  '%E0%A4%A',
  '9'.repeat(2_100),
];

describe('ids', () => {
  const { ask, nothingWritten, refusal, filled, theirs } = refusals();

  const BY_ID = [
    ['GET', '/contacts/:contact', undefined],
    ['PUT', '/contacts/:contact', { name: 'Mallory' }],
    ['DELETE', '/contacts/:contact', undefined],
    ['GET', '/conversations/:conversation', undefined],
    ['POST', '/conversations/:conversation/reply', { type: 'user', email: 'one@example.com', body: 'x' }],
    ['GET', '/campaigns/:campaign', undefined],
    ['PUT', '/campaigns/:campaign', CAMPAIGN],
    ['POST', '/campaigns/:campaign/start', undefined],
    ['POST', '/campaigns/:campaign/stop', undefined],
    ['GET', '/admins/:admin', undefined],
    ['GET', '/companies/:company', undefined],
    ['GET', '/tags/:tag', undefined],
    ['POST', '/contacts/:contact/tags', { id: '1' }],
    ['POST', '/contacts/:contact/notes', { body: 'x' }],
    ['GET', '/events?type=user&intercom_user_id=:contact', undefined],
  ] as const;

  describe.each(BY_ID)('%s %s', (method, path, body) => {
    it('answers 404 to the id of another workspace', async () => {
      expect(await refusal(method, filled(path, theirs()), { body })).toMatchObject({ status: 404 });
    });

    it('answers 404 to the id of nobody, and to ids made to break out', async () => {
      await nothingWritten(async () => {
        for (const id of [NOBODY, ...HOSTILE]) {
          const refused = await ask(method, path.replace(/:\w+/, id), { body });
          expect([id, refused.status]).toEqual([id, 404]);
        }
      });
    });
  });

  it('no contact has an external id that is longer than any key', async () => {
    const path = `/contacts/find_by_external_id/${'x'.repeat(2_100)}`;

    expect(await refusal('GET', path)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each(['nobody', 'constructor', '__proto__', 'a%2Fb', '%00'])('no contact has the external id %s', async (id) => {
    expect(await refusal('GET', `/contacts/find_by_external_id/${id}`)).toMatchObject({
      status: 404,
      code: 'not_found',
    });
  });

  it.each([
    ['an id of yours', { user_id: 'nobody' }],
    ['an address', { user_id: undefined, email: 'nobody@example.com' }],
    ['an id of ours', { user_id: undefined, id: NOBODY }],
    ['an id of a prototype', { user_id: '__proto__' }],
  ])('an event of nobody, by %s', async (_, subject) => {
    expect(await refusal('POST', '/events', { body: { ...EVENT, ...subject } })).toMatchObject({ status: 404 });
  });

  it('an event, a conversation and a reply in the name of a contact of another workspace', async () => {
    const id = theirs().contact;

    expect(await refusal('POST', '/events', { body: { ...EVENT, user_id: undefined, id } })).toMatchObject({
      status: 404,
    });
    expect(await refusal('POST', '/conversations', { body: { from: { type: 'user', id }, body: 'x' } })).toMatchObject({
      status: 404,
    });
    expect(
      await refusal('POST', filled('/conversations/:conversation/reply'), {
        body: { type: 'admin', message_type: 'comment', admin_id: theirs().admin, body: 'x' },
      }),
    ).toMatchObject({ status: 404 });
  });

  it.each(['/contacts', '/campaigns', '/conversations'])('%s with cursors that are not its own', async (path) => {
    for (const cursor of ['x', '%00', 'bm9uc2Vuc2U', '[]', 'x'.repeat(3_000), '%7B%22%24gt%22%3A1%7D']) {
      expect(await refusal('GET', `${path}?starting_after=${cursor}`)).toMatchObject({
        status: 400,
        code: 'parameter_invalid',
        field: 'starting_after',
      });
    }
    for (const size of ['0', '-1', '151', 'many', '1.5']) {
      expect(await refusal('GET', `${path}?per_page=${size}`)).toMatchObject({
        status: 400,
        code: 'parameter_invalid',
        field: 'per_page',
      });
    }
  });
});
