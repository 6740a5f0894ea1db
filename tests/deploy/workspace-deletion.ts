import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3Client } from '#platform/object-storage';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { clientSettings } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

type Workspace = (...command: string[]) => Promise<string>;

/** A second workspace comes and goes whole: table, buckets and pool are searched for what is left, and the first one stays. */
export async function walkTheDeletion(
  checks: Checks,
  first: Product,
  { emulator, outputs, workspace }: { emulator: Emulator; outputs: Map<string, string>; workspace: Workspace },
): Promise<void> {
  const settings = clientSettings(emulator);
  const s3 = s3Client(settings);
  const Bucket = outputs.get('TransfersBucket') ?? '';
  const UserPoolId = outputs.get('UserPoolId') ?? '';
  const traces = async (id: string): Promise<string[]> => {
    const found: string[] = [];
    const client = new DynamoDBClient(settings);
    for await (const { Items = [] } of paginateScan({ client }, { TableName: outputs.get('TableName') }))
      found.push(...Items.map((item) => JSON.stringify(item)).filter((item) => item.includes(id)));
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
    return [...found, ...Contents.flatMap(({ Key = '' }) => (Key.includes(id) ? [Key] : []))];
  };
  /** Counters and timers come and go by themselves. */
  const kept = async (id: string) =>
    (await traces(id)).filter((item) => !/"(rate|due|kept-answer|listing-count)"/.test(item)).length;
  const pool = new CognitoIdentityProviderClient(settings);
  const signIns = async () => {
    const { Users = [] } = await pool.send(new ListUsersCommand({ UserPoolId }));
    return Users.flatMap(({ Attributes = [] }) => Attributes.flatMap((it) => (it.Name === 'email' ? [it.Value] : [])));
  };

  await checks.check('npm run workspace -- delete removes a workspace whole, after a dry run (Y53)', async () => {
    const asked = ['create', '--name', 'Short-lived', '--admin-email', 'only@example.com', '--json'];
    const { id } = (JSON.parse(await workspace(...asked)) as Product).workspace;
    await workspace('invite', '--workspace', id, '--admin-email', 'maya@example.com');
    await workspace('token', '--workspace', id);
    await s3.send(new PutObjectCommand({ Bucket, Key: `imports/${id}/a.csv`, Body: 'name' }));
    const ofFirst = await kept(first.workspace.id);

    const counted = JSON.parse(await workspace('delete', '--workspace', id, '--json'));
    if (counted.items.admin !== 2 || counted.objects !== 1 || counted.signIns.join() !== 'only@example.com')
      throw new Error(`Counted ${JSON.stringify(counted)}`);
    if ((await traces(id)).length === 0) throw new Error('The dry run removed it');
    await workspace('delete', '--workspace', id, '--yes', '--json');

    const left = await traces(id);
    if (left.length > 0) throw new Error(`Left over: ${left.join('\n')}`);
    const emails = await signIns();
    if (emails.includes('only@example.com') || !emails.includes('maya@example.com'))
      throw new Error(`The pool holds ${emails.join(', ')}`);
    const after = await kept(first.workspace.id);
    if (after !== ofFirst) throw new Error(`The first workspace had ${ofFirst} items and has ${after}`);
  });
}
