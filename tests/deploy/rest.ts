import { createHmac } from 'node:crypto';
import { WebSocket } from 'ws';
import { connectionStore } from '#store/respond/connections';
import { openTable } from '#store/table/dynamo-table';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { answer } from '../../scripts/walkthrough/conversation.ts';
import { sdk } from '../../scripts/walkthrough/people.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { clientSettings, eventually, within } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';
import type { Walked } from './journey.ts';
import { deliveryStates, reportDelivered } from './mail-reports.ts';

const PATIENCE_S = 20;
const HOUR_MS = 3_600_000;

/**
 * What the main path leaves out, so that every function has done all that its role allows: lists, changes,
 * unsubscription, delivery reports, typing, and sockets that are gone without a word.
 */
export async function walkTheRest(
  checks: Checks,
  product: Product,
  emulator: Emulator,
  walked: Walked,
  tableName: string,
) {
  const { ana, ben, cleo } = walked.people;

  await checks.check('people, teammates, conversations and campaigns are listed and changed', async () => {
    const client = sdk(product);
    const contacts = await client.contacts.list({ per_page: 2 });
    if (contacts.data.length !== 2) throw new Error(`Asked for 2 contacts, got ${contacts.data.length}`);
    await client.contacts.update({ contact_id: ben.id, email: `new-${ben.email}` });
    await call(product, 'GET', `/events?type=user&user_id=${ben.externalId}`);
    await call(product, 'GET', '/conversations');
    await client.conversations.find({ conversation_id: walked.conversationId });
    await call(product, 'GET', '/me');
    await call(product, 'GET', '/admins');
    await call(product, 'GET', `/admins/${product.admins[0]?.id}`);
    await call(product, 'GET', '/campaigns');
    await call(product, 'GET', `/campaigns/${walked.campaignId}`);
    await call(product, 'POST', `/campaigns/${walked.campaignId}/pause`);
  });

  await checks.check('a link in a mail unsubscribes with one click', async () => {
    const link = emulator.mailbox.mailsTo(cleo.email)[0]?.headers['list-unsubscribe']?.slice(1, -1) ?? '';
    const reachable = `${product.http}${new URL(link).pathname}`;
    const page = await fetch(reachable);
    const done = await fetch(reachable, {
      method: 'POST',
      body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    });
    if (!page.ok || !done.ok) throw new Error(`${page.status} and ${done.status}`);
    const { unsubscribed_from_emails } = await sdk(product).contacts.find({ contact_id: cleo.id });
    if (!unsubscribed_from_emails) throw new Error('Cleo is still subscribed');
  });

  await checks.check('a delivery report reaches the ledger', async () => {
    const [mail] = emulator.mailbox.mailsTo(ana.email);
    if (!mail) throw new Error('Ana has no mail');
    await reportDelivered(emulator, mail);
    await eventually('the delivery is delivered', PATIENCE_S, async () =>
      (await deliveryStates(emulator, tableName, ana.id)).includes('delivered') ? true : undefined,
    );
  });

  await checks.check('typing reaches teammates, and sockets that are gone are forgotten', () =>
    socketsAreTidied(product, emulator, walked, tableName),
  );
}

async function socketsAreTidied(
  product: Product,
  emulator: Emulator,
  walked: Walked,
  tableName: string,
): Promise<void> {
  const { id: workspaceId, identitySecret } = product.workspace;
  const { externalId } = walked.people.ana;
  const connections = connectionStore(openTable(tableName, clientSettings(emulator)));
  const leaveGoneSocket = async (id: string) => {
    const listener = { workspaceId, kind: 'admin' as const, id: product.admins[0]?.id ?? '' };
    // Long ago: API Gateway calls a socket that is still opening gone, too.
    const connectedAt = Date.now() - HOUR_MS;
    await connections.open({ id, listener, connectedAt, expiresAt: Date.now() + HOUR_MS });
  };
  const forgotten = (id: string) =>
    eventually(`${id} is forgotten`, PATIENCE_S, async () => ((await connections.find(id)) ? undefined : true));

  const { ticket } = await call<{ ticket: string }>(product, 'POST', '/conversations/socket_tickets');
  const teammate = await openSocket(`${product.websocket}?workspace=${workspaceId}&ticket=${ticket}`);
  const session = await call<{ token: string }>(product, 'POST', '/messenger/sessions', {
    app_id: workspaceId,
    user_id: externalId,
    user_hash: createHmac('sha256', identitySecret).update(externalId).digest('hex'),
  });
  const asAna: Product = { ...product, workspace: { ...product.workspace, accessToken: session.token } };
  await call(asAna, 'GET', '/messenger/conversations');
  const own = await call<{ ticket: string }>(asAna, 'POST', '/messenger/tickets');
  const contact = await openSocket(`${product.websocket}?workspace=${workspaceId}&ticket=${own.ticket}`);

  await leaveGoneSocket('gone-before-typing');
  contact.send({ type: 'ping' });
  await contact.receive('pong');
  contact.send({ type: 'typing', conversation_id: walked.conversationId });
  await teammate.receive('typing');
  await forgotten('gone-before-typing');

  await leaveGoneSocket('gone-before-answer');
  await answer(product, walked.conversationId, 'Still there?');
  await contact.receive('Still there?');
  await forgotten('gone-before-answer');

  contact.close();
  teammate.close();
  const signedOut = await fetch(`${product.http}/messenger/sessions`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${session.token}` },
  });
  if (signedOut.status !== 204) throw new Error(`Signing out answers ${signedOut.status}`);
}

async function openSocket(url: string) {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  await within(PATIENCE_S, 'the socket opens', opened);
  return {
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    receive: (text: string) =>
      eventually(`a frame with ${text}`, PATIENCE_S, async () => frames.find((frame) => frame.includes(text))),
    close: () => socket.close(),
  };
}
