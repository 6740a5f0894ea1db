import { call } from '../../scripts/walkthrough/campaign.ts';
import { refusals } from '../support/refusals.ts';

jest.setTimeout(60_000);

const EVENT = { event_name: 'left', created_at: 1_700_000_000, user_id: 'user-1' };
const MAIL = { channel: 'email', subject: 'Hello', body: '<p>Hello</p>' };
const EVERYONE = { attribute: 'email', op: 'known' };
const CAMPAIGN = { name: 'New', audience: EVERYONE, messages: [MAIL] };

describe('bad input', () => {
  const { product, refusal, nothingWritten, filled, ours } = refusals();

  it('is told from good input by what is stored', async () => {
    const good = () => call(product(), 'POST', '/contacts', { external_id: 'good' });

    await expect(nothingWritten(good)).rejects.toThrow('toEqual');
  });

  it.each([
    ['POST', '/contacts', '{"email":', 400, 'bad_request'],
    ['POST', '/contacts', 'email=a@example.com', 400, 'bad_request'],
    ['POST', '/contacts', '[]', 400, 'parameter_invalid'],
    ['POST', '/contacts', '"text"', 400, 'parameter_invalid'],
    ['POST', '/contacts', 'null', 400, 'parameter_not_found'],
    ['POST', '/contacts', '{"email":"a@example.com","__proto__":{"role":"user"}}', 400, 'bad_request'],
    ['POST', '/contacts', '{"custom_attributes":{"constructor":{"prototype":{"x":1}}}}', 400, 'bad_request'],
    ['PUT', '/contacts/:contact', '{"name":', 400, 'bad_request'],
    ['POST', '/events', '{', 400, 'bad_request'],
    ['POST', '/campaigns', '{"name":"x"', 400, 'bad_request'],
    ['POST', '/conversations/:conversation/reply', '{{}', 400, 'bad_request'],
    ['POST', '/messenger/sessions', 'nothing', 400, 'bad_request'],
  ])('%s %s with the text %s', async (method, path, body, status, code) => {
    expect(await refusal(method, filled(path), { body })).toMatchObject({ status, code });
  });

  it.each([
    ['POST', '/contacts', { email: 5 }, 'email'],
    ['POST', '/contacts', { email: 'not an address' }, 'email'],
    ['POST', '/contacts', { email: { $ne: null } }, 'email'],
    ['POST', '/contacts', { external_id: 'x', signed_up_at: 'yesterday' }, 'signed_up_at'],
    ['POST', '/contacts', { external_id: 'x', signed_up_at: 1_700_000_000_000 }, 'signed_up_at'],
    ['POST', '/contacts', { external_id: 'x', role: 'admin' }, 'role'],
    ['POST', '/contacts', { external_id: 'x', custom_attributes: { plan: { deep: true } } }, 'custom_attributes.plan'],
    ['POST', '/contacts', { external_id: 'x', custom_attributes: ['plan'] }, 'custom_attributes'],
    ['POST', '/contacts', { external_id: 'x'.repeat(256) }, 'external_id'],
    ['POST', '/contacts', { external_id: 'x', unsubscribed_from_emails: 'yes' }, 'unsubscribed_from_emails'],
    ['PUT', '/contacts/:contact', { name: ['One'] }, 'name'],
    ['POST', '/events', { ...EVENT, created_at: 'yesterday' }, 'created_at'],
    ['POST', '/events', { ...EVENT, created_at: -1 }, 'created_at'],
    ['POST', '/events', { ...EVENT, created_at: 1_700_000_000_000 }, 'created_at'],
    ['POST', '/events', { ...EVENT, created_at: null }, 'created_at'],
    ['POST', '/events', { ...EVENT, event_name: '' }, 'event_name'],
    ['POST', '/events', { ...EVENT, event_name: 'x'.repeat(151) }, 'event_name'],
    ['POST', '/events', { ...EVENT, event_name: 'line\nbreak' }, 'event_name'],
    ['POST', '/events', { ...EVENT, metadata: { note: 'x'.repeat(1_001) } }, 'metadata.note'],
    ['POST', '/events', { ...EVENT, metadata: { a: { b: { c: 1 } } } }, 'metadata.a'],
    ['POST', '/events', { ...EVENT, metadata: { list: [1] } }, 'metadata.list'],
    ['POST', '/events', { ...EVENT, metadata: 'text' }, 'metadata'],
    ['POST', '/events', { ...EVENT, metadata: { ['x'.repeat(191)]: 1 } }, 'metadata'],
    ['POST', '/conversations', { from: { type: 'robot', id: '1' }, body: 'x' }, 'from.type'],
    ['POST', '/conversations', { from: { type: 'user' }, body: 'x' }, 'from'],
    [
      'POST',
      '/conversations/:conversation/reply',
      { type: 'admin', message_type: 'shout', admin_id: '1', body: 'x' },
      'message_type',
    ],
    ['POST', '/messenger/sessions', { app_id: 7 }, 'app_id'],
  ])('%s %s with %j names the field', async (method, path, body, field) => {
    expect(await refusal(method, filled(path), { body })).toMatchObject({
      status: 400,
      code: 'parameter_invalid',
      field,
    });
  });

  it.each([
    ['POST', '/events', { ...EVENT, event_name: undefined }, 'event_name'],
    ['POST', '/events', { ...EVENT, created_at: undefined }, 'created_at'],
    ['POST', '/conversations', { from: { type: 'user', id: '1' } }, 'body'],
    ['POST', '/campaigns', { name: 'New', audience: EVERYONE }, 'messages'],
    ['POST', '/messenger/sessions', {}, 'app_id'],
  ])('%s %s with %j names what is missing', async (method, path, body, field) => {
    expect(await refusal(method, path, { body })).toMatchObject({ status: 400, code: 'parameter_not_found', field });
  });

  it.each([
    ['POST', '/contacts', 413],
    ['POST', '/events', 413],
    ['POST', '/campaigns', 413],
    ['POST', '/messenger/sessions', 413],
  ])('%s %s with 7 MB', async (method, path, status) => {
    const body = JSON.stringify({ ...EVENT, name: 'x'.repeat(7 * 1024 * 1024) });

    expect(await refusal(method, path, { body })).toMatchObject({ status, code: 'payload_too_large' });
  });

  it.each([
    [
      'an operator nobody knows',
      { all: [EVERYONE, { attribute: 'plan', op: 'resembles', value: 'x' }] },
      'audience.all[1].op',
    ],
    ['no operator', { attribute: 'plan' }, 'audience.op'],
    ['a text as a list', { not: { any: [{ attribute: 'plan', op: 'in', value: 'x' }] } }, 'audience.not.any[0].value'],
    ['a duration of nothing', { attribute: 'signed_up_at', op: 'more_than_ago', value: 'soon' }, 'audience.value'],
    [
      'an unknown time zone',
      { all: [{ attribute: 'signed_up_at', op: 'exactly_ago', value: '7d', timezone: 'Mars/Olympus' }] },
      'audience.all[0].timezone',
    ],
    ['a count of less than nothing', { event: 'left', count: { op: 'eq', value: -1 } }, 'audience.count.value'],
    ['an unknown node', { every: [EVERYONE] }, 'audience'],
    ['an unknown field beside', { ...EVERYONE, comment: 'x' }, 'audience.comment'],
    ['a list', [EVERYONE], 'audience'],
    ['nothing', null, 'audience'],
    ['an empty all', { all: [] }, 'audience.all'],
  ])('a campaign whose audience is %s names the node', async (_, audience, field) => {
    const refused = await refusal('POST', '/campaigns', { body: { ...CAMPAIGN, audience } });

    expect(refused).toMatchObject({ status: 422, field, message: expect.stringContaining(field) });
  });

  it.each([
    ['an unknown field', { color: 'red' }, 422, 'parameter_invalid', 'color'],
    ['a throttle that is none', { throttle: {} }, 400, 'parameter_invalid', 'throttle'],
    ['a field named like a prototype', { constructor: 'x' }, 422, 'parameter_invalid', 'constructor'],
    ['a broken goal', { goal: { all: [{ op: 'eq' }] } }, 422, 'unprocessable_entity', 'goal.all[0]'],
    [
      'a template that does not parse',
      { messages: [{ ...MAIL, body: '<p>Hi\n{% if name %}\n</p>' }] },
      422,
      'template_invalid',
      'messages[0].body',
    ],
    [
      'a subject that does not parse',
      { messages: [{ ...MAIL, subject: 'Hi {{ name | }} {% end' }] },
      422,
      'template_invalid',
      'messages[0].subject',
    ],
    [
      'an unknown filter',
      { messages: [{ ...MAIL, body: 'Hi {{ name | shout }}' }] },
      422,
      'template_invalid',
      'messages[0].body',
    ],
    [
      'an unknown field of a message',
      { messages: [{ ...MAIL, cc: 'a@example.com' }] },
      400,
      'parameter_invalid',
      'messages[0].cc',
    ],
    [
      'a subject of two lines',
      { messages: [{ ...MAIL, subject: 'a\r\nBcc: b@example.com' }] },
      400,
      'parameter_invalid',
      'messages[0].subject',
    ],
    ['another channel', { messages: [{ ...MAIL, channel: 'fax' }] }, 400, 'parameter_invalid', 'messages[0].channel'],
    ['no message', { messages: [] }, 400, 'parameter_invalid', 'messages'],
    ['a number as name', { name: 5 }, 400, 'parameter_invalid', 'name'],
  ])('a campaign with %s is refused new and rewritten', async (_, changes, status, code, field) => {
    const body = { ...CAMPAIGN, ...changes };

    expect(await refusal('POST', '/campaigns', { body })).toMatchObject({ status, code, field });
    expect(await refusal('PUT', filled('/campaigns/:campaign'), { body })).toMatchObject({ status, code, field });
  });

  it('a template that does not parse names its line', async () => {
    const body = { ...CAMPAIGN, messages: [{ ...MAIL, body: '<p>Hi</p>\n<p>\n{{ name | upcase }\n</p>' }] };

    expect(await refusal('POST', '/campaigns', { body })).toMatchObject({
      field: 'messages[0].body',
      message: expect.stringContaining('messages[0].body, line 3'),
    });
  });

  it('a second contact with the same external id', async () => {
    expect(await refusal('POST', '/contacts', { body: { external_id: ours().external } })).toMatchObject({
      status: 409,
      code: 'conflict',
    });
  });
});
