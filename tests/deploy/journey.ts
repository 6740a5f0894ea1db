import { setTimeout as sleep } from 'node:timers/promises';
import { startCampaign } from '../../scripts/walkthrough/campaign.ts';
import { answer, openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { trackPeople } from '../../scripts/walkthrough/people.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { eventually, mailsTo } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

const WEEK_S = 7 * 86_400;
// Ana falls due this long after she was created; the next tick of the real schedule finds her.
const DUE_AFTER_S = 40;
const TICK_S = 60;
const SLACK_S = 30;

/** The four steps of the main path, through the deployed functions, on the real clock. */
export async function walk(checks: Checks, product: Product, emulator: Emulator): Promise<void> {
  const signedUpAt = Math.floor(Date.now() / 1000) - WEEK_S + DUE_AFTER_S;
  const people = await checks.check('1. contacts and events through the official SDK', () =>
    trackPeople(product, signedUpAt),
  );
  if (!people) return;
  const { ana, ben, cleo } = people;

  await checks.check('2. a campaign is created and started', () => startCampaign(product));
  await checks.check('3. Cleo, who is due already, gets her mail at once', () =>
    eventually('a mail for Cleo', SLACK_S, async () => (await mailsTo(cleo.email, emulator))[0]),
  );
  await checks.check('3. Ana, who is not due yet, has none', async () => expectMails(ana.email, 0, emulator));

  await checks.check('4. a socket receives the answer, and catches up by sequence after a cut', async () => {
    const messenger = await openMessenger(product, ana);
    const socket = await messenger.listen();
    const conversation = await messenger.write('How do I invite somebody?');
    await answer(product, conversation, 'Settings, then Team.');
    const frame = await within(SLACK_S, 'the answer on the socket', socket.receive('Settings, then Team.'));
    socket.cut();
    await answer(product, conversation, 'Shall I show you?');
    const missed = await messenger.catchUp(conversation, frame.seq);
    if (missed.length !== 1 || !missed[0]?.body.includes('Shall I show you?')) {
      throw new Error(`Expected the one missed answer, got ${JSON.stringify(missed)}`);
    }
  });

  await checks.check('3. the real schedule finds Ana, and one mail reaches her', async () => {
    await eventually(
      'a mail for Ana',
      DUE_AFTER_S + TICK_S + SLACK_S,
      async () => (await mailsTo(ana.email, emulator))[0],
    );
  });
  await checks.check('3. nobody gets a second mail, and Ben, who invited a teammate, gets none', async () => {
    await sleep(5000);
    await expectMails(ana.email, 1, emulator);
    await expectMails(cleo.email, 1, emulator);
    await expectMails(ben.email, 0, emulator);
  });
}

async function expectMails(address: string, expected: number, emulator: Emulator): Promise<void> {
  const mails = await mailsTo(address, emulator);
  if (mails.length !== expected) throw new Error(`${address} has ${mails.length} mails, not ${expected}`);
}

async function within<T>(seconds: number, what: string, promise: Promise<T>): Promise<T> {
  const late = sleep(seconds * 1000, undefined, { ref: false }).then(() => {
    throw new Error(`Not within ${seconds} s: ${what}`);
  });
  return Promise.race([promise, late]);
}
