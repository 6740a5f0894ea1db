import type { Granted } from '#domain/workspace/access/scope';
import { asMuchAsMayBeRead } from './receipt.ts';

const token = (scopes: Granted) =>
  ({ kind: 'token', workspaceId: 'acmeacme', adminId: '7', tokenId: '1', scopes }) as const;
const CONTACT = { type: 'contact', id: 'a', email: 'ann@example.com', notes: { data: [1] } };

describe('asMuchAsMayBeRead (X7)', () => {
  it('gives a token that may only write a receipt of what it wrote', () => {
    expect(asMuchAsMayBeRead(token(['write_people']), 'write_people', CONTACT)).toEqual({ type: 'contact', id: 'a' });
    expect(asMuchAsMayBeRead(token(['write_people', 'read_events']), 'write_people', CONTACT)).toEqual({
      type: 'contact',
      id: 'a',
    });
  });

  it.each([
    ['may read it, too', token(['write_people', 'read_people']), 'write_people'],
    ['has full access', token(null), 'write_people'],
    ['is a teammate who is signed in', { kind: 'admin', workspaceId: 'acmeacme', adminId: '7' }, 'write_people'],
    ['asked for what has no reading of its own', token(['import_data']), 'import_data'],
    ['asked to read', token(['read_people']), 'read_people'],
  ] as const)('shows the whole answer to who %s', (_, actor, scope) => {
    expect(asMuchAsMayBeRead(actor, scope, CONTACT)).toEqual(CONTACT);
  });
});
