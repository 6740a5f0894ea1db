import { allContracts } from '../../scripts/openapi/contracts.ts';

/** What a limited token may never do: each of these would give it more than it has. */
const FULL_ACCESS_ALONE = ['createAdmin', 'createWorkspace', 'rotateIdentitySecret'];

/** `POST` that changes nothing of what the scope reads ends in one of these; a socket ticket lets its holder read. */
const READING = /\/(search|preview|list|socket_tickets)$/;

const staffContracts = async () =>
  (await allContracts(process.cwd())).filter(({ access }) => access === 'staff' || access === 'person');

describe('the scopes', () => {
  it('are named by the contract of every staff route', async () => {
    const staff = await staffContracts();
    const named = (wanted: string | undefined) =>
      staff.filter(({ scope }) => scope === wanted).map(({ operation }) => operation);

    expect(staff.length).toBeGreaterThan(100);
    expect(named(undefined)).toEqual([]);
    expect(named('full access').sort()).toEqual(FULL_ACCESS_ALONE);
    expect(named('none')).toEqual(['identifyAdmin']);
  });

  it('tell reading from writing', async () => {
    const crossed = (await staffContracts()).filter(({ method, path, scope = '' }) =>
      (method === 'GET' || READING.test(path) ? /^write_/ : /^read_/).test(scope),
    );

    expect(crossed.map(({ operation }) => operation)).toEqual([]);
  });
});
