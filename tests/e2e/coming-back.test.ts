import type { Page } from 'playwright-core';
import { openMessenger } from '../../scripts/walkthrough/conversation.ts';
import { sdk } from '../../scripts/walkthrough/people.ts';
import { pagesInBrowsers, signIn, write } from '../support/pages-in-browsers.ts';
import { runningProduct } from '../support/running-product.ts';

const { product, control } = runningProduct();
const { openPage, openTab, complaints } = pagesInBrowsers();
/** More than one page of the inbox's list, with the seeded ones. */
const OLDER = 60;

let customer: Page;
let teammate: Page;

jest.setTimeout(60_000);

beforeAll(async () => {
  const { id } = await sdk(product()).contacts.create({ external_id: 'ada', name: 'Ada Lovelace' });
  await sdk(product()).conversations.create({ from: { type: 'user', id }, body: 'The very first' });
  for (let number = 1; number <= OLDER; number += 1) {
    await sdk(product()).conversations.create({ from: { type: 'user', id }, body: `Question ${number}` });
  }
  const messenger = await openMessenger(product(), { externalId: 'hedy' });
  await messenger.write('Is somebody there?');
  [customer, teammate] = [await openPage(), await openPage()];
  await customer.goto(product().demo ?? '');
  await signIn(teammate, product().inbox);
}, 120_000);

const list = (page: Page) => page.getByRole('navigation', { name: 'Conversations' });
const choose = (page: Page, text: string) => list(page).getByText(text, { exact: true }).first().click();
const reply = (page: Page) => page.getByRole('textbox', { name: /^Reply to/ });

describe('a teammate who comes back (Y37)', () => {
  it('scrolls to the oldest of more conversations than a page has', async () => {
    await teammate.getByRole('button', { name: 'Show older conversations' }).scrollIntoViewIfNeeded();
    await list(teammate).getByText('The very first').waitFor();

    await teammate.getByRole('button', { name: 'Show older conversations' }).waitFor({ state: 'detached' });
    const rows = await list(teammate).locator('.row').count();
    expect(rows).toBeGreaterThan(OLDER);
  });

  it('opens the inbox in a new tab and is signed in', async () => {
    const tab = await openTab(teammate.context());
    await tab.goto(product().inbox);

    await list(tab).getByText('Question 60').waitFor();

    await tab.close();
  });

  it('goes Back to where they signed in and forward again, and is signed in', async () => {
    await teammate.goBack();
    await teammate.goForward();

    await list(teammate).getByText('Question 60').waitFor();
  });

  it('opens the address at which the sign-in ended once more, and is signed in', async () => {
    await teammate.goto(`${product().http}/inbox?code=served&state=served`);

    await list(teammate).getByText('Question 60').waitFor();
  });

  it('switches conversations and finds what they had begun to write', async () => {
    await choose(teammate, 'Question 60');
    await reply(teammate).fill('About sixty');
    await choose(teammate, 'Question 59');
    await reply(teammate).fill('About fifty-nine');
    await choose(teammate, 'Question 60');

    expect(await reply(teammate).inputValue()).toBe('About sixty');
  });

  it('goes Back to the conversation before', async () => {
    await teammate.goBack();

    await teammate.getByRole('log').getByText('Question 59').waitFor();
    expect(await reply(teammate).inputValue()).toBe('About fifty-nine');
  });

  it('reloads the page and finds conversation and text', async () => {
    await teammate.reload();

    await teammate.getByRole('log').getByText('Question 59').waitFor();
    expect(await reply(teammate).inputValue()).toBe('About fifty-nine');
  });

  it('reloads the page with a conversation open that is older than the first page', async () => {
    await teammate.getByRole('button', { name: 'Show older conversations' }).scrollIntoViewIfNeeded();
    await choose(teammate, 'The very first');
    await teammate.reload();

    await teammate.getByRole('log').getByText('The very first').waitFor();
  });
});

describe('seven days later (Y37)', () => {
  beforeAll(() => control('PUT', '/clock', { advance: '7d' }));

  it('the customer writes on in the messenger that stayed open', async () => {
    await write(customer, 'Still here after a week');

    await customer.getByText('Sending…').waitFor({ state: 'detached' });
    expect(await customer.getByText('Not sent').count()).toBe(0);
  });

  it('the teammate answers in the inbox that stayed open', async () => {
    await choose(teammate, 'Hi! Can I export my reports to CSV?');
    await teammate.getByRole('log').getByText('Still here after a week').waitFor();
    await reply(teammate).fill('So are we');
    await teammate.keyboard.press('Control+Enter');

    await customer.getByRole('log').getByText('So are we').waitFor();
  });

  it('a teammate who signs out leaves no text and no sign-in behind', async () => {
    await teammate.getByRole('button', { name: 'Sign out' }).click();
    await teammate.getByRole('button', { name: 'Sign in' }).waitFor();

    expect(await teammate.evaluate('Object.keys(localStorage)')).toEqual(['parley.workspace']);
  });

  it('nothing broke a content security policy or threw', () => {
    expect(complaints).toEqual([]);
  });
});
