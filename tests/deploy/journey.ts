import { setTimeout as sleep } from 'node:timers/promises';
import { startCampaign } from '../../scripts/walkthrough/campaign.ts';
import { answer, openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { type People, trackPeople } from '../../scripts/walkthrough/people.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { eventually, within } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

const WEEK_S = 7 * 86_400;
// Ana falls due this long after she was created; the next tick of the real schedule finds her.
const DUE_AFTER_S = 40;
const TICK_S = 60;
const SLACK_S = 30;

export type Walked = { people: People; conversationId: string; campaignId: string };

/** The four steps of the main path, through the deployed functions, on the real clock. Returns what they left behind. */
export async function walk(checks: Checks, product: Product, { mailbox }: Emulator): Promise<Walked> {
  const dueAt = Math.floor(Date.now() / 1000) + DUE_AFTER_S;
  const people = await checks.require('1. contacts and events through the official SDK', () =>
    trackPeople(product, dueAt - WEEK_S),
  );
  const { ana, ben, cleo } = people;
  const expectMails = (address: string, expected: number) => {
    const found = mailbox.mailsTo(address).length;
    if (found !== expected) throw new Error(`${address} has ${found} mails, not ${expected}`);
  };

  const campaign = await checks.require('2. a campaign is created and started', () => startCampaign(product));
  await checks.check('3. Cleo, who is due already, gets her mail at once', () =>
    eventually('a mail for Cleo', SLACK_S, async () => mailbox.mailsTo(cleo.email)[0]),
  );
  const conversationId = await checks.require('4. a socket receives the answer', () => converse(product, people));
  await checks.check('3. Ana, who is not due yet, has none', () => {
    if (Date.now() / 1000 < dueAt) expectMails(ana.email, 0);
    else throw new Error('The steps before took longer than Ana needs to fall due');
  });

  await checks.check(
    '3. the real schedule finds Ana, and one mail reaches her with one-click unsubscription',
    async () => {
      const mail = await eventually(
        'a mail for Ana',
        DUE_AFTER_S + TICK_S + SLACK_S,
        async () => mailbox.mailsTo(ana.email)[0],
      );
      const { 'list-unsubscribe-post': post, 'list-unsubscribe': link } = mail.headers;
      if (post !== 'List-Unsubscribe=One-Click' || !link?.includes('/unsubscribe/')) {
        throw new Error(`Its headers are ${JSON.stringify(mail.headers)}`);
      }
    },
  );
  await checks.check('3. nobody gets a second mail, and Ben, who invited a teammate, gets none', async () => {
    await sleep(5000);
    expectMails(ana.email, 1);
    expectMails(cleo.email, 1);
    expectMails(ben.email, 0);
  });
  return { people, conversationId, campaignId: campaign.id };
}

async function converse(product: Product, { ana }: People): Promise<string> {
  const messenger = await openMessenger(product, ana);
  const socket = await messenger.listen();
  const conversation = await messenger.write('How do I invite somebody?');
  await answer(product, conversation, 'Settings, then Team.');
  const frame = await within(SLACK_S, 'the answer on the socket', socket.receive('Settings, then Team.'));
  socket.cut();
  await answer(product, conversation, 'Shall I show you?');
  const missed = await messenger.catchUp(conversation, frame.seq);
  if (missed.length !== 1 || !missed[0]?.body.includes('Shall I show you?')) {
    throw new Error(`Expected to catch up with the one missed answer, got ${JSON.stringify(missed)}`);
  }
  return conversation;
}
