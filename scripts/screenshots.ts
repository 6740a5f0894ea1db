/** `npm run screenshots`: takes the README's pictures from a product that it starts itself. */
import { chromium } from 'playwright-core';
import { startLocal } from '#local/local';
import { BROWSER_FLAGS, findBrowser } from '../tests/support/browser.ts';

const browserPath = findBrowser();
if (browserPath === undefined) throw new Error('Screenshots need Chromium; CHROMIUM may name it.');
const local = await startLocal({ port: 0 });
const browser = await chromium.launch({ executablePath: browserPath, args: BROWSER_FLAGS });
try {
  const window = { viewport: { width: 1200, height: 720 }, deviceScaleFactor: 1.5 };
  const customer = await (await browser.newContext(window)).newPage();
  const teammate = await (await browser.newContext(window)).newPage();

  await customer.goto(local.ready.demo ?? '');
  await customer.getByPlaceholder('Write a message').fill('Great, that worked. Can my team see them too?');
  await customer.getByRole('button', { name: 'Send' }).click();
  await customer.getByText('Can my team see them too?').waitFor();

  await teammate.goto(local.ready.inbox);
  await teammate.getByRole('button', { name: 'Sign in' }).click();
  await teammate.getByText('maya@acme.example').click();
  await teammate.getByText('Grace Hopper').first().click();
  await teammate.getByText('Can my team see them too?').waitFor();
  await teammate.getByRole('textbox').last().fill('Yes: everybody in your workspace. Shall I turn it on for you?');
  await teammate.getByLabel('Contact').getByText('grace@example.com').waitFor();
  await teammate.screenshot({ path: 'docs/images/inbox.png' });
  await teammate.keyboard.press('Control+Enter');
  await customer.getByText('Shall I turn it on for you?').waitFor();
  await customer.screenshot({ path: 'docs/images/messenger.png' });
} finally {
  await browser.close();
  await local.stop();
}
