import { aContact } from '#domain/people/contact/testing';
import { memoryStores } from '#store/memory';
import { followMerges, lookUpContact, resolveContact } from './resolve-contact.ts';

const WORKSPACE = 'workspace1';
const ADA = aContact({ id: 'a'.repeat(24), externalId: 'ada', email: 'ada@example.com' });
const LEAD = aContact({ id: 'b'.repeat(24), role: 'lead', externalId: null, email: 'grace@example.com' });
const USER = aContact({ id: 'c'.repeat(24), externalId: 'grace', email: 'Grace@example.com' });

async function contacts() {
  const { contacts: store } = memoryStores();
  for (const contact of [ADA, LEAD, USER]) await store.create(contact);
  return store;
}

/** LEAD is merged into USER. */
async function merged() {
  const store = await contacts();
  const [from, before] = await Promise.all([store.get(WORKSPACE, LEAD.id), store.get(WORKSPACE, USER.id)]);
  if (from === undefined || before === undefined) throw new Error('Both were created');
  await store.merge(from, { before, after: before });
  return store;
}

describe('resolveContact', () => {
  it.each([
    ['its id', { id: LEAD.id }, LEAD.id],
    ['its external id', { externalId: 'ada' }, ADA.id],
    ['its address in another case', { email: 'ADA@Example.com' }, ADA.id],
    ['its id, whoever has the address', { id: LEAD.id, email: 'ada@example.com' }, LEAD.id],
    ['its id, whoever has the external id', { id: LEAD.id, externalId: 'ada' }, LEAD.id],
    ['its external id, whoever has the address', { externalId: 'ada', email: 'grace@example.com' }, ADA.id],
    ['its external id where the id is nobody', { id: 'f'.repeat(24), externalId: 'ada' }, ADA.id],
    ['its address where the other names are nobody', { id: 'x', externalId: 'y', email: 'ada@example.com' }, ADA.id],
    ['its address beside names that are empty', { id: '', externalId: '', email: 'ada@example.com' }, ADA.id],
  ])('finds a contact by %s (X15)', async (_, name, id) => {
    expect(await resolveContact(await contacts(), WORKSPACE, name)).toMatchObject({ id });
  });

  it.each([
    ['of nobody', { id: 'x', externalId: 'y', email: 'z@example.com' }],
    ['that are none', {}],
  ])('finds nobody by names %s', async (_, name) => {
    const store = await contacts();

    await expect(resolveContact(store, WORKSPACE, name)).rejects.toMatchObject({
      code: 'not_found',
      message: 'User Not Found',
    });
    expect(await lookUpContact(store, WORKSPACE, name)).toBeUndefined();
  });

  it('finds nobody of another workspace, not even whom one of theirs was merged into', async () => {
    const everyName = { id: LEAD.id, externalId: 'ada', email: 'ada@example.com' };

    await expect(resolveContact(await merged(), 'workspace2', everyName)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells the path of whom an id was merged into', async () => {
    await expect(resolveContact(await merged(), WORKSPACE, { id: LEAD.id })).rejects.toMatchObject({
      code: 'gone',
      details: { reason: 'contact_merged', canonical: `/contacts/${USER.id}` },
    });
  });

  it('finds by the next name whom the id of a merged contact does not', async () => {
    const name = { id: LEAD.id, email: 'grace@example.com' };

    expect(await resolveContact(await merged(), WORKSPACE, name)).toMatchObject({ id: USER.id });
  });
});

describe('followMerges', () => {
  it('finds a contact by its own id and whom it was merged into by the old one', async () => {
    const store = await merged();

    for (const contactId of [USER.id, LEAD.id])
      expect(await followMerges(store, { workspaceId: WORKSPACE, contactId })).toMatchObject({ id: USER.id });
    expect(await followMerges(store, { workspaceId: 'workspace2', contactId: LEAD.id })).toBeUndefined();
  });

  it('finds nobody by the id of who is gone', async () => {
    const store = await contacts();
    const stored = await store.get(WORKSPACE, ADA.id);
    if (stored !== undefined) await store.remove(stored);

    expect(await followMerges(store, { workspaceId: WORKSPACE, contactId: ADA.id })).toBeUndefined();
  });
});
