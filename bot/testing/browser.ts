import { tmpdir } from 'node:os';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findBrowsers, newProfile, removeProfile } from '../../tools/invoicing/chromium.ts';

/** A real Chromium for journeys over pages, with scripts and the network to this machine on. */
export async function openBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const [binary] = await findBrowsers({ unpackIn: tmpdir(), systemBrowsers: [] });
  const profile = await newProfile();
  const browser = await puppeteer.launch({
    executablePath: binary.path,
    env: binary.env,
    headless: binary.bundled ? 'shell' : true,
    userDataDir: profile,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
  return {
    browser,
    close: async () => {
      await browser.close();
      await removeProfile(profile);
    },
  };
}

/** Background pages get no animation frames: look by the clock. */
const LOOK = { timeout: 15_000, polling: 100 };

/** Clicks the last visible, enabled button or link whose text contains `text`, as soon as there is one. */
export async function press(page: Page, text: string): Promise<void> {
  // Scripts for the page are text: this program knows no DOM.
  const found = await page.waitForFunction(
    `[...document.querySelectorAll('button, a')].findLast((node) =>
      node.textContent.includes(${JSON.stringify(text)}) && !node.disabled && node.offsetParent !== null)`,
    LOOK,
  );
  await page.evaluate((node) => (node as { click(): void }).click(), found);
}

/** Waits until the page shows a text. */
export async function sees(page: Page, text: string): Promise<void> {
  await page.waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`, LOOK);
}

/** The address of the last link that contains `part`. */
export async function linkTo(page: Page, part: string): Promise<string | undefined> {
  return (await page.evaluate(
    `[...document.querySelectorAll('a')].findLast((link) => link.href.includes(${JSON.stringify(part)}))?.href`,
  )) as string | undefined;
}

/** True when something is wider than the screen. */
export async function overflows(page: Page): Promise<boolean> {
  return (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')) as boolean;
}
