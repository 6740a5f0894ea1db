import { Dispatcher } from './dispatcher.ts';
import type { Trigger } from './trigger.ts';

describe('the dispatcher', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Two triggers of a table and two queues, which count how often each is set to work. */
  async function aDispatcher() {
    const drains: Record<string, number> = { table: 0, jobs: 0, mails: 0 };
    const trigger = (kind: Trigger['kind'], source: string): [string, Trigger] => [
      source,
      {
        ...{ name: source, kind, source, nextDue: () => undefined, stop: async () => {} },
        drain: async () => {
          drains[source] = (drains[source] ?? 0) + 1;
          return 0;
        },
      },
    ];
    const dispatcher = new Dispatcher({ now: () => 0 }, () => {});
    await dispatcher.replace(
      new Map([trigger('stream', 'table'), trigger('queue', 'jobs'), trigger('queue', 'mails')]),
    );
    return { dispatcher, drains };
  }

  it('reads a stream once for a hundred writes at once (Y40)', async () => {
    const { dispatcher, drains } = await aDispatcher();

    for (let write = 0; write < 100; write += 1) dispatcher.notice('stream');
    await jest.advanceTimersByTimeAsync(100);

    expect(drains).toEqual({ table: 1, jobs: 0, mails: 0 });
    await dispatcher.stop();
  });

  it('looks into the queue that was sent to, and no other (Y40)', async () => {
    const { dispatcher, drains } = await aDispatcher();

    dispatcher.notice('queue', 'mails');
    await jest.advanceTimersByTimeAsync(100);

    expect(drains).toEqual({ table: 0, jobs: 0, mails: 1 });
    await dispatcher.stop();
  });

  it('looks into every queue when it is not known which', async () => {
    const { dispatcher, drains } = await aDispatcher();

    dispatcher.notice('queue');
    await jest.advanceTimersByTimeAsync(100);

    expect(drains).toEqual({ table: 0, jobs: 1, mails: 1 });
    await dispatcher.stop();
  });
});
