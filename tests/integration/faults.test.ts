import { answer, openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { localSurroundings } from '../../scripts/walkthrough/product.ts';
import { campaignsUnderFaults } from '../support/campaigns-under-faults.ts';

jest.setTimeout(60_000);

type Usage = { functions: Record<string, { calls: Record<string, { count: number }> }> };

describe('faults', () => {
  const { product, control, now, join, settle, advance, inject, survives, expectOneMailEach } = campaignsUnderFaults();

  it('make every AWS call of the path, and no other, a case below', async () => {
    const callsOf = async (service: string) => {
      const { functions } = await control<Usage>('GET', '/usage');
      return Object.fromEntries(
        Object.entries(functions[service]?.calls ?? {}).map(([name, { count }]) => [name, count]),
      );
    };
    // What a function remembers for a while it has just read again.
    await join('now');
    await settle();
    // The provider's report waits, so that it does not race with the mark that the worker makes.
    await inject({ queue: 'mail-feedback', kind: 'delay', times: 1 });
    await control('GET', '/usage?reset=1');
    await join('now');
    await settle();

    // The profile is a query: it may lie in two items.
    expect(await callsOf('outbox')).toEqual({
      'DynamoDB.GetItem': 7,
      'DynamoDB.Query': 1,
      'DynamoDB.PutItem': 2,
      'SQS.SendMessageBatch': 1,
      'EventBridge.PutEvents': 1,
    });
    // One of them asks who else has the address.
    expect(await callsOf('send-email')).toEqual({
      'DynamoDB.BatchGetItem': 1,
      'DynamoDB.GetItem': 6,
      'DynamoDB.PutItem': 2,
      'DynamoDB.Query': 2,
      'SES.SendRawEmail': 1,
    });
    await control('GET', '/usage?reset=1');
    await advance('1m');

    // That it was sent and that it was delivered is told at once: who loses the race for the contact reads it again.
    expect(Object.keys(await callsOf('mail-feedback')).sort()).toEqual(['DynamoDB.GetItem', 'DynamoDB.PutItem']);
    await join('later');
    await settle();
    await inject({ queue: 'evaluate', kind: 'delay', times: 1 });
    await control('GET', '/usage?reset=1');
    await advance('1h');
    await advance('2m');

    expect(Object.keys(await callsOf('tick')).sort()).toEqual([
      'DynamoDB.BatchWriteItem',
      'DynamoDB.Query',
      'SQS.SendMessageBatch',
    ]);
    expect(await callsOf('evaluate')).toEqual({
      'DynamoDB.GetItem': 3,
      'DynamoDB.Query': 1,
      'DynamoDB.PutItem': 1,
    });
  });

  describe.each(['before', 'after'])('kill the function %s a call', (when) => {
    it.each([
      ['send-email', 'DynamoDB.GetItem', 0],
      ['send-email', 'DynamoDB.GetItem', 1],
      ['send-email', 'DynamoDB.GetItem', 2],
      ['send-email', 'DynamoDB.GetItem', 3],
      ['send-email', 'DynamoDB.GetItem', 4],
      ['send-email', 'DynamoDB.GetItem', 5],
      ['send-email', 'DynamoDB.Query', 0],
      ['send-email', 'DynamoDB.Query', 1],
      ['send-email', 'DynamoDB.BatchGetItem', 0],
      ['send-email', 'DynamoDB.PutItem', 0],
      ['send-email', 'SES.SendRawEmail', 0],
      ['send-email', 'DynamoDB.PutItem', 1],
      ['outbox', 'DynamoDB.GetItem', 0],
      ['outbox', 'DynamoDB.GetItem', 1],
      ['outbox', 'DynamoDB.GetItem', 2],
      ['outbox', 'DynamoDB.GetItem', 3],
      ['outbox', 'DynamoDB.GetItem', 4],
      ['outbox', 'DynamoDB.GetItem', 5],
      ['outbox', 'DynamoDB.GetItem', 6],
      ['outbox', 'DynamoDB.Query', 0],
      ['outbox', 'DynamoDB.PutItem', 0],
      ['outbox', 'DynamoDB.PutItem', 1],
      ['outbox', 'SQS.SendMessageBatch', 0],
      ['outbox', 'EventBridge.PutEvents', 0],
      ['mail-feedback', 'DynamoDB.GetItem', 0],
      ['mail-feedback', 'DynamoDB.GetItem', 3],
      ['mail-feedback', 'DynamoDB.PutItem', 0],
      ['mail-feedback', 'DynamoDB.PutItem', 1],
    ])('of the mail path: %s, %s after %i others', async (name, call, skip) => {
      await survives('now', { function: name, call, when, kind: 'kill', ...(skip > 0 ? { skip } : {}) });
    });

    it.each([
      ['outbox', 'DynamoDB.PutItem', 0],
      ['outbox', 'DynamoDB.PutItem', 1],
      ['tick', 'DynamoDB.Query', 0],
      ['tick', 'DynamoDB.Query', 1],
      ['tick', 'DynamoDB.Query', 4],
      ['tick', 'SQS.SendMessageBatch', 0],
      ['tick', 'DynamoDB.BatchWriteItem', 0],
      ['evaluate', 'DynamoDB.GetItem', 0],
      ['evaluate', 'DynamoDB.GetItem', 1],
      ['evaluate', 'DynamoDB.GetItem', 2],
      ['evaluate', 'DynamoDB.Query', 0],
      ['evaluate', 'DynamoDB.PutItem', 0],
    ])('of the due path: %s, %s after %i others', async (name, call, skip) => {
      await survives('later', { function: name, call, when, kind: 'kill', ...(skip > 0 ? { skip } : {}) });
    });
  });

  // The SDK overcomes three throttled DynamoDB or two throttled SQS calls by itself: more is what a function sees.
  it.each([
    ['now', 'send-email', 'SES.SendRawEmail', 'before', 'throw', 1],
    ['now', 'send-email', 'SES.SendRawEmail', 'after', 'throw', 1],
    ['now', 'send-email', 'SES.SendRawEmail', 'before', 'timeout', 1],
    ['now', 'send-email', 'SES.SendRawEmail', 'after', 'timeout', 1],
    ['now', 'send-email', 'SES.SendRawEmail', 'before', 'throttle', 1],
    ['now', 'send-email', 'SES.SendRawEmail', 'before', 'throttle', 4],
    ['now', 'send-email', 'DynamoDB.GetItem', 'before', 'throw', 1],
    ['now', 'send-email', 'DynamoDB.PutItem', 'before', 'throw', 2],
    ['now', 'send-email', 'DynamoDB.PutItem', 'after', 'throw', 1],
    ['now', 'send-email', 'DynamoDB.PutItem', 'before', 'timeout', 1],
    ['now', 'send-email', 'DynamoDB.PutItem', 'after', 'timeout', 1],
    ['now', 'send-email', 'DynamoDB.PutItem', 'before', 'throttle', 4],
    ['now', 'send-email', 'DynamoDB.PutItem', 'after', 'throttle', 1],
    ['now', 'outbox', 'DynamoDB.PutItem', 'before', 'throw', 2],
    ['now', 'outbox', 'DynamoDB.PutItem', 'after', 'throw', 1],
    ['now', 'outbox', 'DynamoDB.PutItem', 'after', 'throttle', 1],
    ['now', 'outbox', 'SQS.SendMessageBatch', 'before', 'throttle', 4],
    ['now', 'outbox', 'SQS.SendMessageBatch', 'after', 'timeout', 1],
    ['now', 'outbox', 'EventBridge.PutEvents', 'before', 'throw', 1],
    ['later', 'tick', 'SQS.SendMessageBatch', 'after', 'throw', 1],
    ['later', 'tick', 'DynamoDB.BatchWriteItem', 'before', 'throttle', 4],
    ['later', 'evaluate', 'DynamoDB.PutItem', 'after', 'throttle', 1],
    ['later', 'evaluate', 'DynamoDB.GetItem', 'before', 'timeout', 1],
  ] as const)('%s: %s sees %s fail %s the fact, by %s, %i times', async (flow, name, call, when, kind, times) => {
    await survives(flow, { function: name, call, when, kind, times });
  });

  it('kill the same mail worker again and again after its claim', async () => {
    await survives('now', { function: 'send-email', call: 'DynamoDB.PutItem', when: 'after', kind: 'kill', times: 3 });
  });

  it.each(['duplicate', 'reorder', 'delay'])('of the stream: %s records of five contacts', async (kind) => {
    const at = await now();
    await inject({ stream: 'outbox', kind, times: 2 });
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => join('later', at)));
    await settle();
    const unused = await control('GET', '/faults');
    await inject({ stream: 'outbox', kind, times: 1 });
    await advance('1h30m');

    expect(unused).toEqual([]);
    await expectOneMailEach(...people);
  });

  it.each([
    [{ queue: 'evaluate', kind: 'duplicate', times: 1 }],
    [{ queue: 'evaluate', kind: 'delay', times: 1 }],
    [{ queue: 'evaluate', kind: 'reorder', times: 1 }],
    [{ queue: 'mail', kind: 'duplicate', times: 1 }],
    [{ queue: 'mail', kind: 'delay', times: 1 }],
    [{ queue: 'mail', kind: 'reorder', times: 1 }],
    [{ queue: 'mail-feedback', kind: 'duplicate', times: 1 }],
    [{ queue: 'mail-feedback', kind: 'delay', times: 1 }],
    [{ queue: 'mail-feedback', kind: 'reorder', times: 1 }],
  ])('of a queue: five contacts who fall due together under %j', async (fault) => {
    const at = await now();
    const people = await Promise.all([1, 2, 3, 4, 5].map(() => join('later', at)));
    await settle();
    await inject(fault);
    await advance('1h30m');

    await expectOneMailEach(...people);
  });

  it('kill a worker after the provider accepted while its report is late and comes twice', async () => {
    await inject(
      { function: 'send-email', call: 'SES.SendRawEmail', when: 'after', kind: 'kill' },
      { queue: 'mail-feedback', kind: 'delay', times: 2 },
      { queue: 'mail-feedback', kind: 'duplicate', times: 1 },
    );
    const person = await join('now');
    await settle();
    await advance('15m');

    await expectOneMailEach(person);
  });

  it('kill a worker after the provider accepted while its job is delivered again at once: the claim holds (J02)', async () => {
    await inject(
      { queue: 'mail', kind: 'duplicate', times: 1 },
      { function: 'send-email', call: 'SES.SendRawEmail', when: 'after', kind: 'kill' },
      { queue: 'mail-feedback', kind: 'delay', times: 1 },
    );
    const person = await join('now');
    await settle();
    await advance('15m');

    await expectOneMailEach(person);
  });

  it('stop the schedule for six hours: afterwards all that fell due happens once (J33)', async () => {
    const at = await now();
    const people = await Promise.all([0, 1, 2, 3, 4].map((hour) => join('later', at + hour * 3600)));
    await settle();
    await inject({ function: 'tick', kind: 'throw', times: 100_000 });
    for (let hour = 1; hour <= 6; hour += 1) await advance('1h');
    const during = await Promise.all(people.map(({ email }) => localSurroundings(product()).mailsTo(email)));
    await inject();
    await advance('2m');

    expect(during).toEqual([[], [], [], [], []]);
    await expectOneMailEach(...people);
    await advance('1d');
    await expectOneMailEach(...people);
  });

  it('drop the sockets: a client catches up by sequence and a new socket goes on', async () => {
    const person = await join('now');
    const messenger = await openMessenger(product(), { externalId: person.external_id });
    const conversation = await messenger.write('Hello?');
    const socket = await messenger.listen();
    await answer(product(), conversation, 'First');
    const { seq } = await socket.receive('First');
    await inject({ sockets: 'drop' });
    await answer(product(), conversation, 'Second');
    await settle();
    const missed = await messenger.catchUp(conversation, seq);
    const again = await messenger.listen();
    await answer(product(), conversation, 'Third');

    expect(missed.map((part) => [part.seq, part.body])).toEqual([[seq + 1, expect.stringContaining('Second')]]);
    expect(await again.receive('Third')).toMatchObject({ seq: seq + 2 });
    again.cut();
    expect(await control('GET', '/faults')).toEqual([]);
  });
});
