import { startCampaign } from '../../scripts/walkthrough/campaign.ts';
import { answer, openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { type People, trackPeople } from '../../scripts/walkthrough/people.ts';
import { localSurroundings } from '../../scripts/walkthrough/product.ts';
import { runningProduct } from '../support/running-product.ts';

jest.setTimeout(120_000);

describe('the main path', () => {
  const { product, control, now } = runningProduct();
  let people: People;
  let signedUpAt: number;
  const mailsTo = (email: string) => localSurroundings(product()).mailsTo(email);
  const advance = (duration: string) => control('PUT', '/clock', { advance: duration });

  beforeAll(async () => {
    signedUpAt = await now();
    people = await trackPeople(product(), signedUpAt);
    await startCampaign(product());
    await control('POST', '/settle');
  }, 60_000);

  it('mails each contact at the very instant at which the audience is reached, and those who invited somebody never', async () => {
    await advance('7d');

    const [ana] = await mailsTo(people.ana.email);
    const [cleo] = await mailsTo(people.cleo.email);
    const day = 86_400;
    expect(ana?.subject).toBe('Better together, Ana Lovelace');
    expect(Date.parse(ana?.sent_at ?? '') / 1000 - signedUpAt).toBeLessThan(7 * day + 60);
    expect(Date.parse(ana?.sent_at ?? '') / 1000 - signedUpAt).toBeGreaterThanOrEqual(7 * day);
    expect(Date.parse(cleo?.sent_at ?? '') / 1000 - signedUpAt).toBeLessThan(7 * day - 3600 + 60);
    expect(await mailsTo(people.ben.email)).toEqual([]);
  });

  it('offers the one-click unsubscription of RFC 8058', async () => {
    const [mail] = await mailsTo(people.ana.email);
    const headers = Object.fromEntries(
      Object.entries(mail?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    );

    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['list-unsubscribe']).toMatch(/^<https?:\/\/[^>]+\/unsubscribe\/[^>]+>/);
  });

  it('sends nobody a second mail when more time passes', async () => {
    await advance('7d');

    expect(await mailsTo(people.ana.email)).toHaveLength(1);
    expect(await mailsTo(people.cleo.email)).toHaveLength(1);
    expect(await mailsTo(people.ben.email)).toHaveLength(0);
  });

  it('pushes the answer of a teammate with its sequence number, and serves what a cut socket missed', async () => {
    const messenger = await openMessenger(product(), people.ana);
    const socket = await messenger.listen();
    const conversation = await messenger.write('How do I invite somebody?');

    await answer(product(), conversation, 'Settings, then Team.');
    const frame = await socket.receive('Settings');
    socket.cut();
    await answer(product(), conversation, 'Shall I show you?');
    const missed = await messenger.catchUp(conversation, frame.seq);

    expect(frame).toMatchObject({ type: 'part', conversation_id: conversation, seq: 2 });
    expect(missed).toMatchObject([{ seq: 3 }]);
  });
});
