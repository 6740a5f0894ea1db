import { Fault, Faults } from './faults.ts';

const faultsOf = (...list: unknown[]) => {
  const faults = new Faults();
  faults.replace(list.map((entry) => Fault.parse(entry)));
  return faults;
};

describe('Faults', () => {
  it('happen at the call and side they name, as often as they say', () => {
    const faults = faultsOf({
      function: 'send-email',
      call: 'SES.SendRawEmail',
      when: 'after',
      kind: 'kill',
      times: 2,
    });

    expect(faults.takeCall('send-email', 'SES.SendRawEmail', 'before')).toBeUndefined();
    expect(faults.takeCall('outbox', 'SES.SendRawEmail', 'after')).toBeUndefined();
    expect(faults.takeCall('send-email', 'SES.SendRawEmail', 'after')).toBe('kill');
    expect(faults.takeCall('send-email', 'SES.SendRawEmail', 'after')).toBe('kill');
    expect(faults.takeCall('send-email', 'SES.SendRawEmail', 'after')).toBeUndefined();
  });

  it('happen once, before any call of any function, unless told otherwise', () => {
    const faults = faultsOf({ kind: 'throw' });

    expect(faults.takeCall('people', 'DynamoDB.GetItem', 'before')).toBe('throw');
    expect(faults.remaining()).toEqual([]);
  });

  it('let as many matching calls pass first as they are told to skip', () => {
    const faults = faultsOf({ function: 'send-email', call: 'DynamoDB.PutItem', when: 'after', kind: 'kill', skip: 1 });

    expect(faults.takeCall('send-email', 'DynamoDB.PutItem', 'before')).toBeUndefined();
    expect(faults.takeCall('send-email', 'DynamoDB.PutItem', 'after')).toBeUndefined();
    expect(faults.takeCall('send-email', 'DynamoDB.PutItem', 'after')).toBe('kill');
    expect(faults.remaining()).toEqual([]);
  });

  it('match calls by wildcard, and the dot is only a dot', () => {
    const faults = faultsOf({ call: 'DynamoDB.*', kind: 'throttle' });

    expect(faults.takeCall('people', 'DynamoDBxGetItem', 'before')).toBeUndefined();
    expect(faults.takeCall('people', 'DynamoDB.GetItem', 'before')).toBe('throttle');
  });

  it('of a queue hold until they are replaced', () => {
    const faults = faultsOf({ queue: 'mail', kind: 'duplicate' });

    expect(faults.takeQueue(['parley-prod-mail'])).toBe('duplicate');
    expect(faults.takeQueue(['parley-prod-mail'])).toBe('duplicate');
    expect(faults.takeQueue(['parley-prod-mail-feedback'])).toBeUndefined();
  });

  it('of a stream are found by the name of its consumer', () => {
    const faults = faultsOf({ stream: 'outbox', kind: 'reorder', times: 1 });

    expect(faults.takeStream(['parley-prod-data', 'push'])).toBeUndefined();
    expect(faults.takeStream(['parley-prod-data', 'outbox'])).toBe('reorder');
    expect(faults.takeStream(['parley-prod-data', 'outbox'])).toBeUndefined();
  });

  it('of sockets happen once', () => {
    const faults = faultsOf({ sockets: 'drop' });

    expect(faults.takeSocketDrop()).toBe(true);
    expect(faults.takeSocketDrop()).toBe(false);
  });

  it('are refused when they make no sense', () => {
    expect(Fault.safeParse({ kind: 'explode' }).success).toBe(false);
    expect(Fault.safeParse({ queue: 'mail', kind: 'kill' }).success).toBe(false);
  });

  it('are refused with what may be sent', () => {
    expect(Fault.safeParse({ function: 'outbox', kind: 'oops' }).error?.issues[0]?.message).toMatch(
      /"function".*"call".*throw.*"stream" or "queue".*"sockets"/,
    );
  });
});
