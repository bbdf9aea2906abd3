import fs from 'node:fs';
import path from 'node:path';
import { StepFailure } from '../toolchain/StepFailure.mjs';
import { ensureChromium, NO_CHROMIUM } from '../test/chromium.mjs';

const PATIENCE_MS = 60_000;

/** A browser with a page of the portal, which guests may enter. */
export async function openPortal(url) {
  const executablePath = await ensureChromium();
  if (!executablePath)
    throw new StepFailure('There is no browser.', NO_CHROMIUM);
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
  });
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    // Before the language of the machine is.
    locale: 'en-US',
  });
  page.setDefaultTimeout(PATIENCE_MS);
  const thrown = [];
  page.on('pageerror', error => thrown.push(error.message));
  return {
    /** Goes to a page, waits for what it should show, and takes a picture. */
    async look(at, find, picture) {
      await page.goto(url + at);
      const wanted = find(page).filter({ visible: true }).first();
      await enterAsGuest(page, wanted);
      await showsAt(page, wanted, { at, picture });
      if (thrown.length === 0) return;
      throw new StepFailure(
        `The page ${at} has thrown: ${thrown.splice(0).join('; ')}`,
        `Look at ${picture}.`,
      );
    },
    close: () => browser.close(),
  };
}

async function enterAsGuest(page, wanted) {
  const enter = page.getByRole('button', { name: 'Enter' });
  // What never comes is told by whoever waits for it next.
  const seen = enter.or(wanted).first().waitFor({ timeout: PATIENCE_MS });
  await seen.catch(() => {});
  if (await enter.isVisible()) await enter.click();
}

async function showsAt(page, wanted, { at, picture }) {
  fs.mkdirSync(path.dirname(picture), { recursive: true });
  try {
    await wanted.waitFor();
    await wanted.scrollIntoViewIfNeeded();
  } catch {
    throw new StepFailure(
      `The page ${at} does not show ${wanted} after ${PATIENCE_MS / 1000} s.`,
      `Look at ${picture}.`,
    );
  } finally {
    await page.screenshot({ path: picture });
  }
}
