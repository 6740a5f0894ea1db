import { anEngine } from './testing.ts';
import { ADA, ada, DAY, deliveries, HOUR, NOW, tracked } from './testing-journey.ts';

describe('the gate', () => {
  /** Everything is decided and queued; then something happens before the worker comes. */
  async function queued(draft = {}, contact = {}) {
    const engine = await anEngine({ now: NOW });
    const campaignId = await engine.launch({ audience: { attribute: 'plan', op: 'eq', value: 'pro' }, ...draft });
    engine.hold();
    await engine.addContact(ada({ customAttributes: { plan: 'pro' }, ...contact }));
    await engine.settle();
    expect(await deliveries(engine)).toMatchObject([{ state: 'queued' }]);
    return { engine, campaignId };
  }

  it('sends nothing once the goal is met (J11)', async () => {
    const { engine } = await queued({ goal: { event: 'invited-teammate', count: { op: 'gte', value: 1 } } });
    await engine.track(tracked('invited-teammate', NOW));
    await engine.settle();
    engine.release();
    await engine.settle();

    expect(engine.sent).toEqual([]);
    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'goal_met' }]);
  });

  it('sends nothing once an event has met the exit rule (J09)', async () => {
    const exit = { event: 'cancelled', count: { op: 'gte', value: 1 }, where: { kind: 'trial' } };
    const { engine } = await queued({ exit });
    await engine.track({ ...tracked('cancelled', NOW), metadata: { kind: 'trial' } });
    await engine.settle();
    engine.release();
    await engine.settle();

    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'exited' }]);
  });

  it('sends nothing once time alone has met the exit rule (J10)', async () => {
    const exit = { attribute: 'signed_up_at', op: 'more_than_ago', value: '14d' };
    const { engine } = await queued({ exit });
    engine.clock.set(NOW + 14 * DAY);
    engine.release();
    await engine.settle();

    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'exited' }]);
  });

  it('sends nothing to who left the audience by new data', async () => {
    const { engine } = await queued();
    await engine.changeContact(ADA, { customAttributes: { plan: 'free' } });
    await engine.settle();
    engine.release();
    await engine.settle();

    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'left_audience' }]);
  });

  it('sends late to who left the audience only because time passed in the queue', async () => {
    const { engine } = await queued({ audience: { attribute: 'signed_up_at', op: 'less_than_ago', value: '1h' } });
    engine.clock.set(NOW + 2 * HOUR);
    engine.release();
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });

  it.each([
    ['unsubscribed', { unsubscribedFromEmails: true }],
    ['hard_bounced', { hasHardBounced: true }],
    ['marked_as_spam', { markedEmailAsSpam: true }],
    ['no_email', { email: null }],
    ['invalid_email', { email: 'a@example.com, b@example.com' }],
  ])('sends nothing to a contact that is %s meanwhile', async (reason, changes) => {
    const { engine } = await queued();
    await engine.changeContact(ADA, changes);
    engine.release();
    await engine.settle();

    expect(engine.sent).toEqual([]);
    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason }]);
  });

  it('sends none of five queued mails after an unsubscription (J29)', async () => {
    const engine = await anEngine({ now: NOW });
    for (let index = 0; index < 5; index += 1) await engine.launch({ name: `Campaign ${index}` });
    engine.hold();
    await engine.addContact(ada());
    await engine.settle();
    await engine.changeContact(ADA, { unsubscribedFromEmails: true });
    engine.release();
    await engine.settle();

    expect(engine.sent).toEqual([]);
    expect((await deliveries(engine)).map(({ state }) => state)).toEqual(Array(5).fill('skipped'));
  });

  it('holds the mails of a paused campaign and sends them when it goes on', async () => {
    const { engine, campaignId } = await queued();
    await engine.act(campaignId, 'pause');
    engine.release();
    await engine.settle();
    expect(engine.sent).toEqual([]);

    await engine.act(campaignId, 'start');
    await engine.settle();

    expect(engine.sent).toHaveLength(1);
  });

  it('sends nothing of a stopped campaign', async () => {
    const { engine, campaignId } = await queued();
    await engine.act(campaignId, 'stop');
    engine.release();
    await engine.settle();

    expect(await deliveries(engine)).toMatchObject([{ state: 'skipped', reason: 'campaign_stopped' }]);
  });
});
