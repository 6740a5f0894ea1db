import { aContact } from '#domain/people/contact/testing';
import { memoryStores } from '../memory.ts';
import { memoryTable } from '../table/memory-table.ts';
import { CONTACT_SHARDS } from './contact-keys.ts';
import { contactItem } from './contact-places.ts';

it('tells of whom it cannot read in a shard, and reads the others (X46)', async () => {
  const table = memoryTable();
  const { contacts } = memoryStores(table);
  const [ada, eve] = ['aaaaaaaaaaaaaaaaaaaaaaaa', 'eeeeeeeeeeeeeeeeeeeeeeee'].map((id) =>
    aContact({ id, workspaceId: 'w', externalId: id, email: null }),
  );
  if (ada === undefined || eve === undefined) throw new Error('two contacts');
  await contacts.create(ada);
  await contacts.create(eve);
  await table.put({ ...contactItem(eve), createdAt: 'long ago' });

  const shards = await Promise.all(
    Array.from({ length: CONTACT_SHARDS }, (_, shard) => contacts.listShard('w', shard, 10)),
  );

  expect(shards.flatMap((page) => page.contacts.map(({ id }) => id))).toEqual([ada.id]);
  expect(shards.flatMap(({ unreadable }) => unreadable)).toEqual([eve.id]);
});
