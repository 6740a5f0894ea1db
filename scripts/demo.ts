/** `npm run demo`: the main path in four steps, against the running product or one that it starts itself. */
import { startLocal } from '#local/local';
import { ReadyFiles } from '#local/start/ready-files';
import { startCampaign } from './walkthrough/campaign.ts';
import { answer, openMessenger } from './walkthrough/conversation.ts';
import { trackPeople } from './walkthrough/people.ts';
import { localSurroundings, type Product } from './walkthrough/product.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const complain = (line: string) => process.stderr.write(`${line}\n`);
const running = await findRunning();
if (running === undefined) {
  say('Nothing runs here, so this walk starts a product of its own and stops it at the end.');
  say('To look around afterwards, run `npm start` in another terminal first.');
}
const own = running === undefined ? await startLocal({ port: 0, progress: complain }) : undefined;
const product: Product = running ?? (own as NonNullable<typeof own>).ready;
const around = localSurroundings(product);

try {
  const clock = (await (await fetch(`${product.http}/_local/clock`)).json()) as { now: string };
  const now = Math.floor(Date.parse(clock.now) / 1000);

  say('\n1. A server creates contacts and tracks events (the official SDK, one URL changed)');
  const { ana, ben, cleo } = await trackPeople(product, now);
  say(`   Ana   ${ana.id}  signed up now`);
  say(`   Ben   ${ben.id}  signed up now and invited a teammate`);
  say(`   Cleo  ${cleo.id}  signed up an hour ago`);

  say('\n2. Product ops starts a campaign: "signed up 7 days ago and has not invited a teammate"');
  const campaign = await startCampaign(product);
  say(`   campaign ${campaign.id} is ${campaign.state}`);

  say('\n3. Seven days pass');
  await around.pass('7d');
  for (const person of [ana, ben, cleo]) {
    const mails = await around.mailsTo(person.email);
    const what = mails.map((mail) => `"${mail.subject}" at ${mail.sent_at}`).join(', ') || 'no mail';
    say(`   ${person.name.padEnd(12)} ${what}`);
  }
  const [mail] = await around.mailsTo(ana.email);
  if (mail === undefined) throw new Error('Ana got no mail');
  say(`   List-Unsubscribe-Post: ${header(mail.headers, 'list-unsubscribe-post')}`);
  await around.pass('7d');
  say(
    `   Seven more days: Ana has ${(await around.mailsTo(ana.email)).length} mail, Ben ${(await around.mailsTo(ben.email)).length}`,
  );
  if (!own) say(`   mail viewer: ${product.mail}`);

  say('\n4. Ana writes, a teammate answers, her socket receives it');
  const messenger = await openMessenger(product, ana);
  const socket = await messenger.listen();
  const conversation = await messenger.write('How do I invite somebody?');
  await answer(product, conversation, 'Settings, then Team. It takes a minute.');
  const frame = await socket.receive('Settings');
  say(`   conversation ${conversation}: received seq ${frame.seq}: ${frame.part.body}`);
  socket.cut();
  await answer(product, conversation, 'Shall I show you?');
  const missed = await messenger.catchUp(conversation, frame.seq);
  say(`   socket cut; caught up by sequence: ${missed.map(({ seq, body }) => `seq ${seq}: ${body}`).join(', ')}`);
  // Links into a product that ends with this walk would be dead.
  if (!own) say(`   inbox: ${product.inbox}`);
  if (!own && product.demo !== undefined) say(`   messenger: ${product.demo}`);
} finally {
  await own?.stop();
}

function header(headers: Record<string, string>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** The newest product that `npm start` brought up and that still answers. */
async function findRunning(): Promise<Product | undefined> {
  for (const found of new ReadyFiles().running()) {
    const alive = await fetch(`${found.http}/_local/clock`)
      .then((answer) => answer.ok)
      .catch(() => false);
    if (alive) return found;
  }
  return undefined;
}
