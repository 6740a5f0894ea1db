import { stoppedClock } from '#domain/kernel/clock';
import { type Macro, type MacroFields, macros } from '#domain/respond/macro/macro';
import { aMacro } from '#domain/respond/macro/testing';
import { memoryStores } from '#store/memory';
import { changeRecord, createRecord, listRecords, removeRecord, type ServedCollection } from './collection.ts';

const ACTOR = { kind: 'admin' as const, workspaceId: 'acmeacme', adminId: '101' };
const NOW = 1_767_600_000_000;

type Ports = ReturnType<typeof thePorts>;
type Served = ServedCollection<MacroFields, Ports>;

function thePorts() {
  let count = 0;
  const decimalId = () => {
    count += 1;
    return String(count);
  };
  return { ...memoryStores(), clock: stoppedClock(NOW), ids: { decimalId } };
}

const served = (rules: Partial<Served> = {}): Served => ({
  collection: macros,
  records: (ports) => ports.macros,
  ...rules,
});
const change = (id: string, changes: Partial<MacroFields>) => ({ id, changes, correlationId: 'request-2' });

describe('a record of a collection', () => {
  it('is not deleted while something refers to it, and what does is told', async () => {
    const ports = thePorts();
    await ports.macros.create(aMacro());
    const used = served({ dependents: async () => ['rule Urgent', 'rule Night'] });

    await expect(removeRecord(ports, ACTOR, used, '31')).rejects.toMatchObject({
      code: 'conflict',
      message: 'This macro is still used by: rule Urgent, rule Night',
      details: { reason: 'has_dependent_objects' },
    });
    await removeRecord(ports, ACTOR, served(), '31');
    expect(await ports.macros.list('acmeacme')).toEqual([]);
  });

  it('keeps the changes of two who change different fields at once', async () => {
    const ports = thePorts();
    await ports.macros.create(aMacro());
    let interfered = false;
    const settle: Served['settle'] = async (_, __, fields) => {
      if (!interfered) {
        interfered = true;
        await changeRecord(ports, ACTOR, served(), change('31', { name: 'Theirs' }));
      }
      return fields;
    };

    const after = await changeRecord(ports, ACTOR, served({ settle }), change('31', { body: '<p>Ours</p>' }));

    expect(after).toMatchObject({ name: 'Theirs', body: '<p>Ours</p>', version: 3 });
  });

  it('is told from the fields of before when it is changed', async () => {
    const ports = thePorts();
    await ports.macros.create(aMacro());
    const settle = jest.fn(async (_: Ports, __: unknown, fields: MacroFields) => fields);

    await changeRecord(ports, ACTOR, served({ settle }), change('31', { name: 'New' }));

    expect(settle).toHaveBeenCalledWith(ports, ACTOR, expect.objectContaining({ name: 'New' }), aMacro());
  });

  it('takes the name of one of two who take it at once; the other is told who has it', async () => {
    const ports = thePorts();
    const one = { fields: { name: 'Hello', body: '<p>Hi</p>', bodyText: 'Hi' }, correlationId: 'request-1' };

    const made = await Promise.allSettled([1, 2].map(() => createRecord(ports, ACTOR, served(), one)));

    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(made).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ code: 'conflict', details: { reason: 'name_taken', field: 'name' } }),
    });
  });

  it('stands on a full page, however many before it are not for the caller', async () => {
    const ports = thePorts();
    const records = Array.from({ length: 7 }, (_, index) => aMacro({ id: String(index), name: `${index}` }));
    for (const record of records) await ports.macros.create(record);
    const even = served({
      sight:
        async () =>
        ({ id }: Macro) =>
          Number(id) % 2 === 0,
    });

    const first = await listRecords(ports, ACTOR, even, { limit: 3 });
    const second = await listRecords(ports, ACTOR, even, { limit: 3, cursor: first.next });

    expect([first, second].map(({ records: shown }) => shown.map(({ id }) => id))).toEqual([['6', '4', '2'], ['0']]);
  });
});
