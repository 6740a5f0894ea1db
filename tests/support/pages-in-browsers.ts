import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { BROWSER_FLAGS, findBrowser } from './browser.ts';

/** A browser for one suite. Each person has a context of their own, in which tabs share what a browser keeps. */
export function pagesInBrowsers() {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  /** What a page could not load or run: content security policy, scripts that throw. */
  const complaints: string[] = [];

  beforeAll(async () => {
    const executablePath = findBrowser();
    if (executablePath === undefined)
      throw new Error('These tests need Chromium; scripts/test.ts leaves them out without');
    browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  }, 60_000);

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser?.close();
  }, 30_000);

  async function openPage(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 860 } });
    contexts.push(context);
    return await openTab(context);
  }

  async function openTab(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) complaints.push(message.text());
    });
    return page;
  }

  return { openPage, openTab, complaints };
}

/** Signs a teammate in, on a page that shows the inbox to nobody yet. */
export async function signIn(page: Page, inbox: string): Promise<void> {
  await page.goto(inbox);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'maya@acme.example' }).click();
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
}

/** Says something in the messenger. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Your message' }).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('log').getByText(text).waitFor();
}
