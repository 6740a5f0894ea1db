import type { anObjectStorage } from '#domain/connect/transfer/testing';
import { Failure } from '#domain/kernel/failure';
import { anImporter, budget, WORKSPACE } from './testing.ts';

describe('a slice', () => {
  const many = Array.from({ length: 250 }, (_, n) => ({ external_id: `user-${n}`, name: 'x'.repeat(40) }));

  it('ends when its budget is spent, at the beginning of a row, and the next goes on there', async () => {
    const { begin, advance, contacts } = await anImporter();
    const job = await begin('contacts', many);
    let slices = 0;
    let { work } = job;
    for (let done = false; !done; slices += 1) {
      const slice = await advance({ ...job, work }, budget(true));
      ({ work, done } = slice);
    }

    expect([slices, work.counts]).toEqual([3, { rows: 250, created: 250, updated: 0, unchanged: 0, failed: 0 }]);
    expect(work.cursor.offset).toBe(work.source.bytes);
    expect((await contacts.list(WORKSPACE, 1_000)).contacts.length).toBe(250);
  });

  it('waits while the table is busy, and fails no row of it', async () => {
    let busy = 3;
    const { run } = await anImporter(({ contacts }) => ({
      contacts: {
        ...contacts,
        create: async (contact) => {
          busy -= 1;
          if (busy > 0) throw new Failure('unavailable', 'The database is busy');
          await contacts.create(contact);
        },
      },
    }));

    expect((await run('contacts', many)).counts).toMatchObject({ created: 250, failed: 0 });
  });

  it('keeps what it did before the table became too busy', async () => {
    const { begin, advance, never } = await anImporter(({ contacts }) => ({
      contacts: {
        ...contacts,
        create: async (contact) => {
          if (contact.externalId === 'user-120') throw new Failure('unavailable', 'The database is busy');
          await contacts.create(contact);
        },
      },
    }));
    const job = await begin('contacts', many);
    const { work, done } = await advance(job, never);

    expect([work.counts.rows, done]).toEqual([100, false]);
    await expect(advance({ ...job, work }, never)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends between two chunks when nobody wants it any more', async () => {
    const { begin, advance } = await anImporter();
    const job = await begin(
      'contacts',
      Array.from({ length: 60 }, (_, n) => ({ external_id: `${n}`, long: 'x'.repeat(20_000) })),
    );
    const { work, done } = await advance(job, budget(false, { isWanted: async () => false }));

    expect([done, work.counts.rows < 60, work.counts.rows > 0]).toEqual([false, true, true]);
  });

  it('leaves out a row that breaks every worker, at the third attempt', async () => {
    const { begin, advance, never, errors } = await anImporter(({ contacts }) => ({
      contacts: {
        ...contacts,
        create: async (contact) => {
          if (contact.externalId === 'user-120') throw new Failure('internal', 'The database refused the request.');
          await contacts.create(contact);
        },
      },
    }));
    const job = await begin('contacts', many);

    await expect(advance(job, never)).rejects.toMatchObject({ code: 'internal' });
    const { work } = await advance(job, budget(false, { isLastResort: true }));
    expect(work.counts).toEqual({ rows: 250, created: 249, updated: 0, unchanged: 0, failed: 1 });
    expect(errors()).toMatchObject([{ row: 121, code: 'server_error' }]);
  });

  it('fails no rows when everything fails', async () => {
    const { begin, advance } = await anImporter(({ contacts }) => ({
      contacts: {
        ...contacts,
        create: async () => {
          throw new Failure('internal', 'The database refused the request.');
        },
      },
    }));

    await expect(advance(await begin('contacts', many), budget(false, { isLastResort: true }))).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it.each([
    ['deleted', 'source_gone', (storage: ReturnType<typeof anObjectStorage>, key: string) => storage.remove(key)],
    [
      'replaced',
      'source_changed',
      (storage: ReturnType<typeof anObjectStorage>, key: string) => void storage.put(key, '{}', ''),
    ],
  ])('ends the job when the object was %s', async (_, code, change) => {
    const { begin, advance, storage } = await anImporter();
    const job = await begin('contacts', many);
    const { work } = await advance(job, budget(true));
    change(storage, job.work.source.key);

    expect(await advance({ ...job, work }, budget(true))).toMatchObject({
      failure: { code },
      work: { counts: { rows: 100 } },
    });
  });
});
