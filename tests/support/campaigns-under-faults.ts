import { call } from '../../scripts/walkthrough/campaign.ts';
import { localSurroundings } from '../../scripts/walkthrough/product.ts';
import { behindTheProduct } from './behind-the-product.ts';
import { runningProduct } from './running-product.ts';

/** `now` is in its audience at once: stream, outbox, queue. `later` is an hour after signing up: due index, tick, evaluate. */
export type Flow = 'now' | 'later';
export type Person = { id: string; external_id: string; email: string };
export type CallFault = { function: string; call: string; when: string; kind: string; skip?: number; times?: number };

/** A running product with two live campaigns, and what a suite needs to send contacts through them under faults. */
export function campaignsUnderFaults() {
  const { product, control, now } = runningProduct();
  let behind: Awaited<ReturnType<typeof behindTheProduct>>;
  const settle = () => control('POST', '/settle');
  const advance = (duration: string) => control('PUT', '/clock', { advance: duration });
  const inject = (...faults: object[]) => control('PUT', '/faults', faults);

  beforeAll(async () => {
    behind = await behindTheProduct((await control<{ aws: string }>('GET', '')).aws);
    const inFlow = (flow: Flow) => ({ attribute: 'custom_attributes.flow', op: 'eq', value: flow });
    await begin('At once', inFlow('now'));
    await begin('An hour later', {
      all: [inFlow('later'), { attribute: 'signed_up_at', op: 'more_than_ago', value: '1h' }],
    });
    // Functions are warm: the calls that follow are those of the path and not of a first start.
    await join('now');
    await join('later');
    await settle();
    await advance('1h5m');
  }, 60_000);
  afterEach(() => inject());
  afterAll(() => behind.close());

  async function begin(name: string, audience: object): Promise<void> {
    const messages = [{ channel: 'email', subject: name, body: '<p>Hello</p>' }];
    const { id } = await call<{ id: string }>(product(), 'POST', '/campaigns', { name, audience, messages });
    await call(product(), 'POST', `/campaigns/${id}/start`, { ignore_warnings: true, confirm: 'everyone' });
    await settle();
  }

  async function join(flow: Flow, signedUpAt?: number): Promise<Person> {
    const external_id = `${flow}-${crypto.randomUUID().slice(0, 8)}`;
    const email = `${external_id}@example.com`;
    const signed_up_at = signedUpAt ?? (await now());
    const body = { external_id, email, signed_up_at, custom_attributes: { flow } };
    const { id } = await call<{ id: string }>(product(), 'POST', '/contacts', body);
    return { id, external_id, email };
  }

  /** One mail, never two, never none; what was sent is known as delivered, and nothing was given up. */
  async function expectOneMailEach(...people: Person[]): Promise<void> {
    expect(await control('GET', '/faults')).toEqual([]);
    for (const { id, email } of people) {
      expect(await localSurroundings(product()).mailsTo(email)).toHaveLength(1);
      const ledger = await behind.deliveries(product().workspace.id, id);
      expect(ledger.map(({ state }) => state)).toEqual(['delivered']);
    }
    expect(await behind.deadLetters()).toEqual([]);
  }

  /** The fault strikes while one contact is on the path; then time passes for lease, reconciliation and every timeout. */
  async function survives(flow: Flow, fault: CallFault): Promise<void> {
    if (flow === 'now') {
      await inject(fault);
      const person = await join('now');
      await settle();
      await advance('15m');
      return await expectOneMailEach(person);
    }
    const person = await join('later');
    await inject(fault);
    await settle();
    await advance('1h30m');
    await expectOneMailEach(person);
  }

  return { product, control, now, join, settle, advance, inject, survives, expectOneMailEach };
}
