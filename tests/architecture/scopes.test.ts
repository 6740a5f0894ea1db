import { requiredScope } from '#runtime/required-scope';
import { allContracts } from '../../scripts/openapi/contracts.ts';

/** What a limited token may never do: each of these would give it more than it has. */
const FULL_ACCESS_ALONE = ['createAdmin', 'createWorkspace', 'rotateIdentitySecret'];

describe('the scopes', () => {
  it('are known of every staff route', async () => {
    const staff = (await allContracts(process.cwd())).filter(({ access }) => access === 'staff' || access === 'person');
    const named = (wanted: string) =>
      staff.filter((contract) => requiredScope(contract) === wanted).map(({ operation }) => operation);

    expect(staff.length).toBeGreaterThan(50);
    expect(named('full access').sort()).toEqual(FULL_ACCESS_ALONE);
    expect(named('none')).toEqual(['identifyAdmin']);
  });

  it('tell reading from writing', async () => {
    const contracts = await allContracts(process.cwd());
    const needed = (operation: string) =>
      contracts.filter((contract) => contract.operation === operation).map(requiredScope);

    expect(needed('listContacts')).toEqual(['read_people']);
    expect(needed('createContact')).toEqual(['write_people']);
    expect(needed('deleteContact')).toEqual(['write_people']);
    expect(needed('createWebhook')).toEqual(['write_webhooks']);
    expect(needed('previewRule')).toEqual(['read_people']);
  });
});
