import { anEngine, WORKSPACE } from './testing.ts';
import { ADA, ada, DAY, deliveries, HOUR, NOW, tracked } from './testing-journey.ts';

/** The campaign of the main path: signed up seven days ago, and has not invited a teammate. */
const NOT_INVITED = {
  all: [
    { attribute: 'signed_up_at', op: 'more_than_ago', value: '7d' },
    { event: 'invited-teammate', count: { op: 'eq', value: 0 } },
  ],
};

describe('the main path', () => {
  it('mails a contact at the instant that makes them due, and once', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.settle();
    engine.clock.set(NOW + 7 * DAY - 1);
    await engine.tick();
    expect(engine.sent).toEqual([]);

    engine.clock.set(NOW + 7 * DAY);
    await engine.tick();
    engine.clock.advance(7 * DAY);
    await engine.tick();

    expect(engine.sent).toHaveLength(1);
    expect(engine.sent[0]).toMatchObject({
      to: 'ada@example.com',
      subject: 'Hello Ada',
      from: { name: 'Acme', address: 'no-reply@mail.acme.test' },
    });
    expect(engine.sent[0]?.html).toContain('Unsubscribe</a>');
    expect(await deliveries(engine)).toMatchObject([{ state: 'delivered', createdAt: NOW + 7 * DAY }]);
  });

  it('mails nobody who did what the campaign asks for', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.track(tracked('invited-teammate', NOW + DAY));
    engine.clock.set(NOW + 8 * DAY);
    await engine.tick();

    expect(engine.sent).toEqual([]);
    expect(await deliveries(engine)).toEqual([]);
  });

  it('carries the correlation id of the request to the mail', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: { attribute: 'plan', op: 'eq', value: 'pro' } });
    await engine.addContact(ada({ correlationId: 'request-7', customAttributes: { plan: 'pro' } }));
    await engine.settle();

    expect(engine.sent[0]?.headers['X-Parley-Correlation-Id']).toBe('request-7');
  });

  it('reads nobody at an idle tick', async () => {
    const calls: string[] = [];
    const engine = await anEngine({
      now: NOW,
      interfere: (call, run) => {
        calls.push(call);
        return run();
      },
    });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.settle();
    calls.length = 0;
    await engine.tick();

    expect(calls).toEqual(['workspaces.listIds', 'due.listDue', 'due.listDue', 'due.listDue', 'due.listDue']);
  });
});

describe('duplicates and order', () => {
  it.each([
    ['every record and message comes three times (J04)', { copies: 3 }],
    ['messages come in reverse and twice', { copies: 2, reversed: true }],
  ])('sends one mail when %s', async (_, disorder) => {
    const engine = await anEngine({ now: NOW, ...disorder });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.track(tracked('seen', NOW));
    await engine.settle();
    engine.clock.set(NOW + 7 * DAY);
    await engine.tick();

    expect(engine.sent).toHaveLength(1);
    expect((await engine.stores.profiles.get(WORKSPACE, ADA)).events.seen?.count).toBe(1);
  });

  it('sends one mail when two workers are timerFired for the same contact at once (J01)', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.settle();
    engine.clock.set(NOW + 7 * DAY);
    const job = {
      kind: 'due' as const,
      workspaceId: WORKSPACE,
      contactIds: [ADA],
      asOf: NOW + 7 * DAY,
      correlationId: 'tick',
    };
    engine.evaluations.push(job, job);
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });

  it('evaluates as of the tick when its own clock is slow', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    await engine.addContact(ada());
    await engine.settle();
    engine.clock.set(NOW + 7 * DAY - 2_000);
    engine.evaluations.push({
      kind: 'due',
      workspaceId: WORKSPACE,
      contactIds: [ADA],
      asOf: NOW + 7 * DAY,
      correlationId: 'tick',
    });
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });
});

describe('going live', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) =>
    ada({ id: index.toString(16).padStart(24, '0'), email: `user${index}@example.com`, createdAt: NOW - DAY }),
  );

  it.each([
    ['existing_and_future', 1_000],
    ['future_only', 0],
  ] as const)('with %s mails %i of 1,000 contacts that match already (J07)', async (enroll, mails) => {
    const engine = await anEngine({ now: NOW });
    for (const contact of thousand) await engine.stores.contacts.create(contact);
    await engine.launch({ enroll });
    await engine.settle();

    expect(engine.sent).toHaveLength(mails);
    expect(new Set(engine.sent.map(({ to }) => to)).size).toBe(mails);
  });

  it('counts from events that were tracked before there was a rule', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.addContact(ada());
    for (const id of ['1', '2', '3']) await engine.track(tracked('report-created', NOW - DAY, id));
    await engine.settle();
    await engine.launch({ audience: { event: 'report-created', count: { op: 'gte', value: 3 }, within: '7d' } });
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });

  it('mails on everything that fell due while the tick stood still for six hours, once (J33)', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    for (const minute of [0, 60, 120, 300]) {
      const id = minute.toString(16).padStart(24, '0');
      await engine.addContact(ada({ id, email: `m${minute}@example.com`, signedUpAt: NOW + minute * 60_000 }));
    }
    await engine.settle();
    engine.clock.set(NOW + 7 * DAY + 6 * HOUR);
    await engine.tick();

    expect(engine.sent.map(({ to }) => to).toSorted()).toEqual([
      'm0@example.com',
      'm120@example.com',
      'm300@example.com',
      'm60@example.com',
    ]);
  });

  it('does nothing for a contact that was deleted while armed (J34)', async () => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ audience: NOT_INVITED });
    await engine.stores.due.arm({ workspaceId: WORKSPACE, kind: 'targeting', subjectId: ADA, at: NOW });
    await engine.tick();

    expect(engine.sent).toEqual([]);
    expect(await engine.stores.due.nextAfter(WORKSPACE, 0)).toBeUndefined();
  });
});

describe('coming back', () => {
  it.each([
    ['once', 1],
    ['always', 2],
  ] as const)('with reentry %s a contact who leaves and returns has had %i mails (J08)', async (reentry, mails) => {
    const engine = await anEngine({ now: NOW });
    await engine.launch({ reentry, audience: { attribute: 'plan', op: 'eq', value: 'pro' } });
    await engine.addContact(ada({ customAttributes: { plan: 'pro' } }));
    await engine.settle();
    for (const plan of ['free', 'pro']) {
      engine.clock.advance(DAY);
      await engine.changeContact(ADA, { customAttributes: { plan } });
      await engine.settle();
    }

    expect(engine.sent).toHaveLength(mails);
  });
});
