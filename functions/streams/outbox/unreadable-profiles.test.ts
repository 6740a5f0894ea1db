import { Failure } from '#domain/kernel/failure';
import { workEvaluateJob } from '#functions/queues/evaluate/work-evaluate-job';
import { createSegment } from '#usecases/targeting/segments';
import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, NOW } from './testing-journey.ts';

const EVE = 'eeeeeeeeeeeeeeeeeeeeeeee';
const COMPANY = 'c0c0c0c0c0c0c0c0c0c0c0c0';
const unreadable = new Failure('internal', 'A stored record cannot be read.', { permanent: true });

/** An engine in which the profile of Eve cannot be read. */
async function withUnreadable(failure = unreadable) {
  const engine = await anEngine({ now: NOW });
  await engine.addContact(ada());
  await engine.addContact(ada({ id: EVE, email: 'eve@example.com', externalId: 'eve' }));
  await engine.settle();
  const { profiles } = engine.workers;
  const broken = {
    ...profiles,
    get: async (workspaceId: string, id: string) => {
      if (id === EVE) throw failure;
      return await profiles.get(workspaceId, id);
    },
    getMany: async (workspaceId: string, ids: string[]) => {
      if (ids.includes(EVE)) throw failure;
      return await profiles.getMany(workspaceId, ids);
    },
  };
  return { ...engine, workers: { ...engine.workers, profiles: broken } };
}

it('does not keep a new segment from being complete: who it is of is set aside (X46)', async () => {
  const { actor, product, workers, workStream, evaluations, stores } = await withUnreadable();
  const { id } = await createSegment(
    product,
    actor,
    { name: 'All', rule: { everyone: true }, personType: 'contact' },
    'request-1',
  );
  await workStream();
  const failed: unknown[] = [];
  for (let job = evaluations.shift(); job !== undefined; job = evaluations.shift()) {
    const { kind } = job;
    await workEvaluateJob(workers, job).catch((error: unknown) => failed.push({ kind, error }));
  }

  expect(await stores.segments.get(WORKSPACE, id)).toMatchObject({ building: null, serving: { version: 1 } });
  expect(failed).toEqual([{ kind: 'due', error: unreadable }]);
});

it.each(['contact', 'company'])(
  'sets aside the one whose %s cannot be read, and completes the segment (X46)',
  async (what) => {
    const engine = await anEngine({ now: NOW });
    const { actor, product, workers, workStream, evaluations, stores } = engine;
    await engine.addContact(ada());
    await engine.addContact(
      ada({ id: EVE, email: 'eve@example.com', externalId: 'eve', companyIds: what === 'company' ? [COMPANY] : [] }),
    );
    await engine.settle();
    const { contacts, companies } = workers;
    const broken = {
      ...workers,
      contacts: {
        ...contacts,
        get: async (workspaceId: string, id: string) => {
          if (what === 'contact' && id === EVE) throw unreadable;
          return await contacts.get(workspaceId, id);
        },
        getMany: async (workspaceId: string, ids: string[]) => {
          if (what === 'contact' && ids.includes(EVE)) throw unreadable;
          return await contacts.getMany(workspaceId, ids);
        },
      },
      companies: {
        ...companies,
        getMany: async (workspaceId: string, ids: readonly string[]) => {
          if (ids.includes(COMPANY)) throw unreadable;
          return await companies.getMany(workspaceId, ids);
        },
      },
    };
    const rule = {
      any: [
        { attribute: 'company.name', op: 'eq', value: 'Acme' },
        { attribute: 'email', op: 'known' },
      ],
    };
    const { id } = await createSegment(product, actor, { name: 'Any', rule, personType: 'contact' }, 'request-1');
    await workStream();
    const failed: unknown[] = [];
    for (let job = evaluations.shift(); job !== undefined; job = evaluations.shift()) {
      const { kind } = job;
      await workEvaluateJob(broken, job).catch((error: unknown) => failed.push({ kind, error }));
    }

    expect(await stores.segments.get(WORKSPACE, id)).toMatchObject({ building: null, serving: { version: 1 } });
    expect(failed).toEqual([{ kind: 'due', error: unreadable }]);
  },
);

it('sends whom it could not evaluate round alone, and nobody else again (X45)', async () => {
  const { workers, evaluations, stores, clock } = await withUnreadable(new Failure('unavailable', 'Busy'));
  const job = {
    kind: 'due' as const,
    workspaceId: WORKSPACE,
    contactIds: [ADA, EVE],
    asOf: clock.now(),
    correlationId: 't',
  };
  await stores.rules.put({
    ...{ id: 'cccccccccccccccccccccccc', workspaceId: WORKSPACE, purpose: 'campaign', version: 1, timezone: 'UTC' },
    ...{ rule: { everyone: true }, startedAt: NOW, enroll: 'future_only' },
  });
  await workEvaluateJob(workers, job);

  expect(evaluations).toEqual([{ ...job, contactIds: [EVE] }]);
  await expect(workEvaluateJob(workers, { ...job, contactIds: [EVE] })).rejects.toThrow('Busy');
});
