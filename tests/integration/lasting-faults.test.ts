import { DynamoDBClient, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { campaignsUnderFaults } from '../support/campaigns-under-faults.ts';

jest.setTimeout(120_000);

type Letter = { in: string; what: string; about: string; reason: string };

describe('faults that last', () => {
  const { control, join, settle, advance, inject, expectOneMailEach } = campaignsUnderFaults();

  it.each([
    ['the bus', 'EventBridge.PutEvents'],
    ['the queue of mails, and all others', 'SQS.SendMessageBatch'],
  ])('of %s for hours: who was there meanwhile gets one mail (X43)', async (_, name) => {
    await inject(
      { function: 'outbox', call: name, when: 'before', kind: 'throw', times: 6 },
      { function: 'follow-up', call: name, when: 'before', kind: 'throw', times: 12 },
    );
    const people = [await join('now'), await join('now')];
    await settle();
    await advance('3h');
    await inject();
    await advance('1h');

    await expectOneMailEach(...people);
  });

  it('of one record: it is listed with its reason, holds up nobody, and comes back after a redrive (X42, X51)', async () => {
    await writeUnreadable();
    const person = await join('now');
    await settle();
    await advance('15m');

    await expectOneMailOf(person);
    const letter = { what: 'effect all', about: expect.stringContaining('W#broken'), reason: expect.any(String) };
    expect(await control<Letter[]>('GET', '/dead-letters')).toMatchObject([letter]);
    expect(await control('POST', '/dead-letters/redrive')).toEqual({ redriven: 1, left: 0 });
    await advance('15m');
    expect(await control<Letter[]>('GET', '/dead-letters')).toMatchObject([letter]);
  });

  async function expectOneMailOf({ email }: { email: string }): Promise<void> {
    const mails = await control<{ to: string[] }[]>('GET', '/mail');
    expect(mails.filter(({ to }) => to.includes(email))).toHaveLength(1);
  }

  /** An event as no release writes it. */
  async function writeUnreadable(): Promise<void> {
    const { aws: endpoint } = await control<{ aws: string }>('GET', '');
    const credentials = { accessKeyId: 'local-onlooker', secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    const { TableNames: [TableName] = [] } = await client.send(new ListTablesCommand({}));
    const Item = { pk: { S: 'W#broken' }, sk: { S: 'EVENT#x' }, entity: { S: 'event' } };
    await client.send(new PutItemCommand({ TableName, Item }));
    client.destroy();
  }
});
