import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { pagesInBrowsers, signIn, write } from '../support/pages-in-browsers.ts';
import { runningProduct } from '../support/running-product.ts';

const { product, control } = runningProduct();

const { openPage, complaints } = pagesInBrowsers();

let customer: Page;
let teammate: Page;

beforeAll(async () => {
  [customer, teammate] = await Promise.all([openPage(), openPage()]);
}, 60_000);

describe('a conversation between the demo page and the inbox', () => {
  it('begins when a teammate signs in and finds what the customer wrote', async () => {
    await customer.goto(product().demo ?? '');
    await write(customer, 'Where do I find the invoices?');
    await signIn(teammate, product().inbox);
    await teammate.getByRole('navigation', { name: 'Conversations' }).getByText('Grace Hopper').first().click();

    await teammate.getByRole('log').getByText('Where do I find the invoices?').waitFor();

    await teammate.getByRole('complementary', { name: 'Contact' }).getByText('grace@example.com').waitFor();
    expect(new URL(teammate.url()).searchParams.get('workspace')).toBe(product().workspace.id);
  }, 60_000);

  it('goes on live, from the inbox to the messenger and back', async () => {
    await say(teammate, 'Under Settings, then Billing.');
    await customer.getByRole('log').getByText('Under Settings, then Billing.').waitFor();

    await write(customer, 'Found them, thank you!');
    await teammate.getByRole('log').getByText('Found them, thank you!').waitFor();

    expect(await customer.getByRole('log').textContent()).toContain('Maya Lindt');
  }, 60_000);

  it('keeps a note among teammates', async () => {
    await teammate.getByRole('button', { name: 'Note', exact: true }).click();
    await teammate.getByRole('textbox', { name: 'Note for your team' }).fill('A **big** account');
    await teammate.getByRole('button', { name: 'Add note' }).click();
    await teammate.getByRole('log').getByText('A **big** account').waitFor();
    await teammate.getByRole('button', { name: 'Reply', exact: true }).click();
    await say(teammate, 'You are welcome.');

    await customer.getByRole('log').getByText('You are welcome.').waitFor();

    expect(await customer.getByRole('log').textContent()).not.toContain('big');
  }, 60_000);

  it('catches up in both after every socket was cut', async () => {
    await control('PUT', '/faults', [{ sockets: 'drop' }]);
    await write(customer, 'One more thing');
    await teammate.getByRole('log').getByText('One more thing').waitFor();
    await say(teammate, 'Yes?');

    await customer.getByRole('log').getByText('Yes?').waitFor();

    const said = await customer.getByRole('log').locator('.bubble').allInnerTexts();
    expect(said.slice(-3)).toEqual(['You are welcome.', 'One more thing', 'Yes?']);
  }, 60_000);

  it('shows what is written as text, whatever it is', async () => {
    await write(customer, '<img src=x onerror="document.title=1"><b>bold</b>');

    await teammate.getByRole('log').getByText('<img src=x onerror="document.title=1"><b>bold</b>').waitFor();

    expect(await teammate.title()).toBe('Inbox');
  }, 60_000);

  it('is closed by the teammate and opened again by the customer', async () => {
    await teammate.getByRole('button', { name: 'Close', exact: true }).click();
    await teammate.getByRole('button', { name: 'Reopen' }).waitFor();

    await write(customer, 'Wait, please');
    await teammate.getByRole('button', { name: 'Close', exact: true }).waitFor();

    expect(await teammate.getByRole('log').textContent()).toContain('Wait, please');
  }, 60_000);

  it.each([
    ['inbox', () => teammate],
    ['demo page', () => customer],
  ])('can be used without a mouse or sight in the %s', async (_name, page) => {
    expect(await barriers(page())).toEqual([]);
  });

  it('breaks no content security policy and throws nowhere', () => {
    expect(complaints).toEqual([]);
  });
});

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reply to Grace Hopper' }).fill(text);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('log').getByText(text).waitFor();
}

/** What axe-core finds against WCAG 2.2 A and AA. */
async function barriers(page: Page): Promise<string[]> {
  const axe = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  return await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((found) =>
    found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`);
}
