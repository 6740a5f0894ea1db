import { call } from '../../scripts/walkthrough/campaign.ts';
import { behindTheProduct } from '../support/behind-the-product.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(60_000);

type Counts = { rows: number; created: number; updated: number; unchanged: number; failed: number };
type Job = { id: string; state: string; progress: Counts };
type Usage = { functions: Record<string, { calls: Record<string, { count: number }> }> };
type RowErrors = { data: { row: number; code: string }[] };

const CONTACTS = 12;

describe('an import under faults', () => {
  const { product, control } = runningProduct();
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  let imports = 0;
  const settle = () => control('POST', '/settle');
  const inject = (...faults: object[]) => control('PUT', '/faults', faults);
  const advance = (duration: string) => control('PUT', '/clock', { advance: duration });
  const ask = <T>(method: string, path: string, body?: unknown) => call<T>(product(), method, path, body);

  /** Twelve users and a lead; a row that changes the first, one that says nothing new, and one that cannot be read. */
  const contactRows = (name: string) => [
    ...Array.from({ length: CONTACTS }, (_, n) => ({
      external_id: `${name}-${n}`,
      email: `${name}-${n}@example.com`,
      name,
    })),
    { role: 'lead', name },
    { external_id: `${name}-0`, phone: '+49 30 1' },
    { external_id: `${name}-1`, name },
    { external_id: `${name}-x`, email: 'nonsense' },
  ];
  const eventRows = (name: string) => [
    ...Array.from({ length: CONTACTS }, (_, n) => ({
      event_name: name,
      created_at: 1_760_000_000 + n,
      user_id: 'importer',
    })),
    { event_name: name, created_at: 1_760_000_000, user_id: 'importer' },
    { event_name: name, created_at: 1_760_000_000, user_id: 'nobody' },
  ];

  beforeAll(async () => {
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
    await ask('POST', '/contacts', { external_id: 'importer' });
    // Functions are warm: the calls that follow are those of the import and not of a first start.
    await finished(await begun('contacts', contactRows('warm')));
    await finished(await begun('events', eventRows('warm')));
  }, 90_000);
  afterEach(() => inject());
  afterAll(() => behind.close());

  const begun = async (resource: string, items: object[]) =>
    (await ask<Job>('POST', `/bulk/${resource}`, { items })).id;

  /** Time passes for every timeout and retry. */
  async function finished(id: string): Promise<Job> {
    await settle();
    await advance('15m');
    return ask<Job>('GET', `/jobs/${id}`);
  }

  const newName = (kind: string) => {
    imports += 1;
    return `${kind}-${imports}`;
  };

  async function importsContacts(...faults: object[]): Promise<void> {
    const name = newName('import');
    await inject(...faults);
    const job = await finished(await begun('contacts', contactRows(name)));

    expect(job).toMatchObject({
      state: 'succeeded',
      progress: { rows: 16, created: 13, updated: 1, unchanged: 1, failed: 1 },
    });
    expect((await ask<RowErrors>('GET', `/jobs/${job.id}/errors`)).data).toMatchObject([{ row: 16, field: 'email' }]);
    const query = { field: 'name', operator: '=', value: name };
    expect(await ask('POST', '/contacts/search', { query })).toMatchObject({ total_count: 13 });
    expect(await ask('GET', `/contacts/find_by_external_id/${name}-0`)).toMatchObject({ phone: '+49 30 1' });
    await isClean();
  }

  async function importsEvents(...faults: object[]): Promise<void> {
    const name = newName('imported');
    await inject(...faults);
    const job = await finished(await begun('events', eventRows(name)));

    expect(job).toMatchObject({ state: 'succeeded', progress: { rows: 14, created: 12, unchanged: 1, failed: 1 } });
    const { events } = await ask<{ events: { name: string; count: number }[] }>(
      'GET',
      '/events?type=user&user_id=importer&summary=true',
    );
    expect(events.find((each) => each.name === name)).toMatchObject({ count: 12 });
    await isClean();
  }

  async function isClean(): Promise<void> {
    expect(await control('GET', '/faults')).toEqual([]);
    expect(await behind.deadLetters()).toEqual([]);
  }

  it.each([
    [
      'contacts',
      contactRows,
      {
        'DynamoDB.GetItem': 1,
        'S3.GetObject': 1,
        'DynamoDB.BatchGetItem': 1,
        'DynamoDB.Query': 1,
        'DynamoDB.TransactWriteItems': 12,
        'DynamoDB.PutItem': 3,
        'S3.PutObject': 1,
      },
    ],
    [
      'events',
      eventRows,
      {
        'DynamoDB.GetItem': 2,
        'S3.GetObject': 1,
        'DynamoDB.BatchGetItem': 3,
        'DynamoDB.BatchWriteItem': 1,
        'DynamoDB.PutItem': 1,
        'S3.PutObject': 1,
      },
    ],
  ])('of %s has every AWS call of its slice, and no other, among the cases below', async (resource, rows, expected) => {
    // What it learns of attributes and of the name of the event it keeps.
    await finished(await begun(resource, rows('counted').slice(0, 1)));
    await control('GET', '/usage?reset=1');
    await begun(
      resource,
      rows('counted-again').map((row) => ({ ...row, ...('event_name' in row ? { event_name: 'counted' } : {}) })),
    );
    await settle();

    const { functions } = await control<Usage>('GET', '/usage');
    const calls = Object.entries(functions['run-job']?.calls ?? {}).map(([name, { count }]) => [name, count]);
    expect(Object.fromEntries(calls)).toEqual(expected);
  });

  describe.each(['before', 'after'])('kill the function %s a call', (when) => {
    it.each([
      ['run-job', 'DynamoDB.GetItem', 0],
      ['run-job', 'S3.GetObject', 0],
      ['run-job', 'DynamoDB.BatchGetItem', 0],
      ['run-job', 'DynamoDB.Query', 0],
      ['run-job', 'DynamoDB.TransactWriteItems', 0],
      ['run-job', 'DynamoDB.TransactWriteItems', 6],
      ['run-job', 'DynamoDB.TransactWriteItems', 11],
      ['run-job', 'DynamoDB.PutItem', 0],
      ['run-job', 'DynamoDB.PutItem', 1],
      ['run-job', 'DynamoDB.PutItem', 2],
      ['run-job', 'S3.PutObject', 0],
      ['outbox', 'SQS.SendMessageBatch', 0],
    ])('of contacts: %s, %s after %i others', async (name, callName, skip) => {
      await importsContacts({ function: name, call: callName, when, kind: 'kill', ...(skip > 0 ? { skip } : {}) });
    });

    it.each([
      ['DynamoDB.GetItem', 1],
      ['DynamoDB.BatchGetItem', 0],
      ['DynamoDB.BatchGetItem', 2],
      ['DynamoDB.BatchWriteItem', 0],
      ['DynamoDB.PutItem', 0],
      ['DynamoDB.PutItem', 1],
    ])('of events: %s after %i others', async (callName, skip) => {
      await importsEvents({ function: 'run-job', call: callName, when, kind: 'kill', ...(skip > 0 ? { skip } : {}) });
    });
  });

  it.each([
    ['DynamoDB.TransactWriteItems', 'before', 'throttle', 9],
    ['DynamoDB.TransactWriteItems', 'after', 'throttle', 9],
    ['DynamoDB.BatchGetItem', 'before', 'throw', 2],
    ['S3.GetObject', 'before', 'throttle', 5],
    ['DynamoDB.PutItem', 'after', 'timeout', 1],
  ])('is not bothered by %s, %s it: %s, %i times', async (callName, when, kind, times) => {
    await importsContacts({ function: 'run-job', call: callName, when, kind, times });
  });

  it.each(['duplicate', 'delay', 'reorder'])('is not bothered by a %s in its queue', async (kind) => {
    await importsContacts({ queue: 'job', kind, times: 1 });
    await importsEvents({ queue: 'job', kind, times: 1 });
  });

  it('whose creation was killed after it was written is under way', async () => {
    await inject({ function: 'connect', call: 'DynamoDB.TransactWriteItems', when: 'after', kind: 'kill' });
    await expect(begun('contacts', contactRows('unheard'))).rejects.toThrow(/5\d\d/);
    const [job] = (await ask<{ data: Job[] }>('GET', '/jobs')).data;

    expect(await finished(job?.id ?? '')).toMatchObject({ state: 'succeeded', progress: { created: 13 } });
  });

  it('that stops every worker at the same place fails, and its message is put aside', async () => {
    await inject({ function: 'run-job', call: 'S3.GetObject', kind: 'kill', times: 4 });
    const id = await begun('contacts', contactRows('stuck'));
    for (let attempt = 0; attempt < 5; attempt += 1) await finished(id);

    expect(await ask('GET', `/jobs/${id}`)).toMatchObject({ state: 'failed', failure: { code: 'attempts_exhausted' } });
    expect(await behind.deadLetters()).toHaveLength(1);
  });
});
