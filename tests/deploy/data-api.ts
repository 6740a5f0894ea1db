import { eventStore } from '#store/people/events';
import { openTable } from '#store/table/dynamo-table';
import { call } from '../../scripts/walkthrough/campaign.ts';
import { openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { sdk } from '../../scripts/walkthrough/people.ts';
import type { Product } from '../../scripts/walkthrough/product.ts';
import type { Checks } from './checks.ts';
import { clientSettings, eventually } from './deployed-product.ts';
import type { Emulator } from './emulator.ts';

const PATIENCE_S = 30;

/** A name that no DNS knows: the worker tries, fails and arms the next attempt. */
const NOWHERE = 'https://hooks.parley.example/intercom';

type Segment = { id: string; state: string; count: number | null };
type Deliveries = { data: { state: string; next_attempt_at: number | null }[] };

/** Companies, tags, segments, webhooks and deletion, so that the functions behind them have done what their roles allow. */
export async function walkTheDataApi(
  checks: Checks,
  product: Product,
  emulator: Emulator,
  tableName: string,
): Promise<void> {
  const client = sdk(product);
  const dora = { external_id: 'dora', email: 'dora@example.com', name: 'Dora' };

  await checks.check('a webhook that nobody answers is tried, held and let go', async () => {
    const { id } = await call<{ id: string }>(product, 'POST', '/webhooks', {
      url: NOWHERE,
      topics: ['contact.user.created', 'contact.user.updated'],
    });
    const deliveries = async () => (await call<Deliveries>(product, 'GET', `/webhooks/${id}/deliveries`)).data;
    const held = async () => (await deliveries()).some((each) => each.state === 'pending' && !each.next_attempt_at);
    const contact = await client.contacts.create(dora);
    await eventually('an attempt has failed', PATIENCE_S, async () =>
      (await deliveries()).some(({ state }) => state === 'retrying') ? true : undefined,
    );
    await call(product, 'POST', `/webhooks/${id}/pause`);
    await client.contacts.update({ contact_id: contact.id ?? '', name: 'Dora Held' });
    await eventually('a delivery is held', PATIENCE_S, async () => ((await held()) ? true : undefined));
    await call(product, 'POST', `/webhooks/${id}/resume`);
    await eventually('it is let go', PATIENCE_S, async () => ((await held()) ? undefined : true));
    await remove(product, `/webhooks/${id}`);
  });

  await checks.check('a segment follows a tag and a company, and all of a contact goes with it', async () => {
    const contact = await client.contacts.showContactByExternalId({ external_id: dora.external_id });
    const id = contact.id ?? '';
    const company = await client.companies.createOrUpdate({ company_id: 'dora-inc', name: 'Dora Inc' });
    await client.companies.attachContact({ contact_id: id, id: company.id });
    await call(product, 'GET', '/companies?name=Dora%20Inc');
    const tag = await client.tags.create({ name: 'vip' });
    const rule = { all: [{ tag: tag.id }, { attribute: 'company.name', op: 'eq', value: 'Dora Inc' }] };
    await call(product, 'POST', '/segments/preview', { rule });
    const segment = await call<Segment>(product, 'POST', '/segments', { name: 'VIPs', rule });
    const counted = (count: number) =>
      eventually(`the segment counts ${count}`, PATIENCE_S, async () => {
        const { segments } = await call<{ segments: Segment[] }>(product, 'GET', '/segments?include_count=true');
        return segments.some((each) => each.id === segment.id && each.count === count) ? true : undefined;
      });
    await client.tags.tagContact({ contact_id: id, id: tag.id ?? '' });
    await counted(1);
    await client.tags.untagContact({ contact_id: id, tag_id: tag.id ?? '' });
    await counted(0);
    await remove(product, `/segments/${segment.id}`);
    await client.tags.tagContact({ contact_id: id, id: tag.id ?? '' });
    await client.tags.delete({ tag_id: tag.id ?? '' });
    await eventually('the removed tag leaves the contact', PATIENCE_S, async () =>
      (await client.contacts.find({ contact_id: id })).tags?.data?.length === 0 ? true : undefined,
    );
    await client.events.create({ id, event_name: 'left', created_at: Math.floor(Date.now() / 1000) });
    await (await openMessenger(product, { externalId: dora.external_id })).listen();
    await client.contacts.delete({ contact_id: id });
    const events = eventStore(openTable(tableName, clientSettings(emulator)));
    await eventually('nothing of the contact is left', PATIENCE_S, async () =>
      (await events.list(product.workspace.id, id, 1)).events.length === 0 ? true : undefined,
    );
  });

  await checks.check('a teammate goes away and comes back', async () => {
    const path = `/admins/${product.admins[0]?.id}/away`;
    await call(product, 'PUT', path, { away_mode_enabled: true, away_mode_reassign: false });
    await call(product, 'PUT', path, { away_mode_enabled: false, away_mode_reassign: false });
  });
}

/** Takes a path; deletes what it names. @throws with what was answered instead */
async function remove(product: Product, path: string): Promise<void> {
  const headers = { authorization: `Bearer ${product.workspace.accessToken}` };
  const answer = await fetch(`${product.http}${path}`, { method: 'DELETE', headers });
  if (!answer.ok) throw new Error(`DELETE ${path} answers ${answer.status} ${await answer.text()}`);
}
