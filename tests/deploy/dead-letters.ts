import { ListQueuesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Checks } from './checks.ts';
import { clientSettings } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

type Workspace = (...command: string[]) => Promise<string>;

/** Takes what runs `npm run workspace --`; something is given up, listed with its reason, and sent round again. */
export async function walkTheDeadLetters(checks: Checks, emulator: Emulator, workspace: Workspace): Promise<void> {
  const sqs = new SQSClient(clientSettings(emulator));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'parley-prod-follow-up-dead' }));
  // Of a segment that is gone: there is nothing to do, which the worker finds out.
  const job = {
    kind: 'sweep',
    workspaceId: '000000000000',
    segmentId: '0'.repeat(24),
    version: 1,
    correlationId: 'test',
  };
  const MessageBody = JSON.stringify({ ...job, reason: 'put here by the test' });
  await sqs.send(new SendMessageCommand({ QueueUrl: QueueUrls[0], MessageBody }));

  await checks.check('npm run workspace -- dead-letters tells what was given up, and why (X51)', async () => {
    const letters = JSON.parse(await workspace('dead-letters', '--json')) as { what: string; reason: string }[];
    const found = letters.some(({ what, reason }) => what === 'sweep' && reason === 'put here by the test');
    if (!found) throw new Error(JSON.stringify(letters));
  });
  await checks.check('npm run workspace -- redrive sends it round again (X51)', async () => {
    const { redriven } = JSON.parse(await workspace('redrive', '--json')) as { redriven: number };
    if (redriven < 1) throw new Error(`${redriven} were sent round`);
  });
}
