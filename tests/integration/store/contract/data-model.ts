import { aCompany } from '#domain/people/company/testing';
import { aContact } from '#domain/people/contact/testing';
import { aDataAttribute } from '#domain/people/data-attribute/testing';
import { withNote } from '#domain/people/note/note';
import { aNote } from '#domain/people/note/testing';
import { anActivity } from '#domain/workspace/activity/testing';
import { aWorkspace } from '#domain/workspace/workspace/testing';
import type { Stores } from '#store/stores';
import { hex, workspaceOfTest } from './workspace-of-test.ts';

/** What every store of data attributes, notes and event names does. */
export function dataModelContract(stores: () => Stores): void {
  describe('data attributes', () => {
    it('keeps one of a name for each model', async () => {
      const { dataAttributes } = stores();
      const workspaceId = workspaceOfTest();
      const plan = aDataAttribute({ workspaceId, options: ['a', 'b'], description: 'which' });
      const ofCompany = aDataAttribute({ workspaceId, id: '45', model: 'company' });

      await dataAttributes.create(plan);
      await dataAttributes.create(ofCompany);

      await expect(dataAttributes.create({ ...plan, id: '46' })).rejects.toMatchObject({ code: 'conflict' });
      expect(await dataAttributes.list(workspaceId)).toEqual([ofCompany, plan]);
      expect(await dataAttributes.list(workspaceOfTest())).toEqual([]);
    });

    it('changes the one that is there', async () => {
      const { dataAttributes } = stores();
      const plan = aDataAttribute({ workspaceId: workspaceOfTest() });
      await dataAttributes.create(plan);

      await dataAttributes.update({ ...plan, archived: true });

      expect(await dataAttributes.list(plan.workspaceId)).toEqual([{ ...plan, archived: true }]);
      await expect(dataAttributes.update({ ...plan, id: '9' })).rejects.toMatchObject({ code: 'conflict' });
    });

    it('are declared together with what uses them, or neither is written (X12)', async () => {
      const { dataAttributes, contacts, companies } = stores();
      const workspaceId = workspaceOfTest();
      const [plan, seats] = ['plan', 'seats'].map((name) => aDataAttribute({ workspaceId, name, id: name }));
      const tier = aDataAttribute({ workspaceId, name: 'tier', model: 'company' });
      if (plan === undefined || seats === undefined) throw new Error('unreachable');
      const contact = aContact({ workspaceId, id: hex(61), externalId: null, email: null });
      const company = aCompany({ workspaceId, id: hex(63) });

      await contacts.create(contact, [plan]);
      await companies.create(company, [tier]);

      const other = { ...contact, id: hex(62) };
      await expect(contacts.create(other, [seats, plan])).rejects.toMatchObject({ code: 'conflict' });
      await expect(contacts.update(contact, { ...contact, name: 'Ada' }, [plan])).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(companies.update(company, { ...company, name: 'B' }, [tier])).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await contacts.get(workspaceId, other.id)).toBeUndefined();
      expect([await contacts.get(workspaceId, contact.id), await companies.get(workspaceId, company.id)]).toEqual([
        contact,
        company,
      ]);
      expect(await dataAttributes.list(workspaceId)).toEqual([tier, plan]);
    });
  });

  describe('notes', () => {
    it('are found by their id and listed by whom they are about, newest first', async () => {
      const { notes } = stores();
      const workspaceId = workspaceOfTest();
      const owner = { kind: 'company' as const, id: hex(9) };
      for (const id of ['9', '10', '11']) await notes.createForCompany(aNote({ workspaceId, owner, id }));

      expect(await notes.get(workspaceId, '10')).toEqual(aNote({ workspaceId, owner, id: '10' }));
      expect((await notes.list(workspaceId, owner, 2)).map(({ id }) => id)).toEqual(['11', '10']);
      expect((await notes.list(workspaceId, owner, Number.POSITIVE_INFINITY)).map(({ id }) => id)).toEqual([
        '11',
        '10',
        '9',
      ]);
      expect(await notes.list(workspaceId, { ...owner, kind: 'contact' }, 5)).toEqual([]);
      expect(await notes.get(workspaceOfTest(), '10')).toBeUndefined();
      expect(await notes.get(workspaceId, 'none')).toBeUndefined();
    });

    it('are written together with the contact that names them, or not at all', async () => {
      const { contacts, notes } = stores();
      const workspaceId = workspaceOfTest();
      await contacts.create(aContact({ workspaceId, id: hex(1), version: 0, subscriptions: { '1': 'opt_in' } }));
      const before = await contacts.get(workspaceId, hex(1));
      if (before === undefined) throw new Error('no contact');
      const note = aNote({ workspaceId, owner: { kind: 'contact', id: hex(1) } });

      await notes.createForContact(note, { before, after: withNote(before, note) });
      const late = { ...note, id: '32' };

      await expect(notes.createForContact(late, { before, after: withNote(before, late) })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await contacts.get(workspaceId, hex(1))).toMatchObject({
        noteIds: ['31'],
        noteCount: 1,
        subscriptions: { '1': 'opt_in' },
      });
      expect(await notes.list(workspaceId, note.owner, 5)).toEqual([note]);
    });
  });

  describe('event names', () => {
    it('are written by one of two who read them at the same time', async () => {
      const { eventNames } = stores();
      const workspaceId = workspaceOfTest();
      const before = await eventNames.get(workspaceId);
      expect(before).toEqual({ workspaceId, names: [], version: 0 });

      const writes = ['a', 'b'].map((name) => eventNames.save({ ...before, names: [name] }));
      const settled = await Promise.allSettled(writes);

      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await eventNames.get(workspaceId)).toMatchObject({ names: [expect.stringMatching(/^[ab]$/)], version: 1 });
    });
  });

  describe('activities', () => {
    it('are listed newest first between two instants, both included', async () => {
      const { activities, workspaces } = stores();
      const workspaceId = workspaceOfTest();
      const recorded = [1, 2, 3, 4].map((n) => anActivity({ workspaceId, id: String(n), at: n * 1_000 }));
      await workspaces.create(aWorkspace({ id: workspaceId }), [], [], [], recorded);

      const found = await activities.list(workspaceId, { from: 2_000, to: 3_000 });

      expect(found).toEqual([
        anActivity({ workspaceId, id: '3', at: 3_000 }),
        anActivity({ workspaceId, id: '2', at: 2_000 }),
      ]);
      expect(await activities.list(workspaceId, { from: 9_000, to: 5_000 })).toEqual([]);
      expect(await activities.list(workspaceOfTest(), { from: 0, to: 9_000 })).toEqual([]);
    });
  });
}
