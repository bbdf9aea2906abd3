const SETTLE_MS = 3_000;

/**
 * The pages that are measured, by name: an address, and what is there when the
 * page is. The catalog is Backstage's own.
 */
export function listPages({ runId, portalUrl }) {
  const ours = `${portalUrl}/idp-orchestrator`;
  return {
    catalog: { url: `${portalUrl}/catalog`, ready: 'table' },
    overview: { url: ours, ready: 'h1' },
    'a run': { url: `${ours}/runs/${runId}`, ready: '[data-step]' },
    insights: { url: `${ours}/insights`, ready: 'h1' },
  };
}

/**
 * Opens pages and measures for how long (ms) each kept its reader's clicks
 * waiting: what is beyond 50 ms of each task of the browser's main thread, until
 * the page has been quiet for a while.
 *
 * @returns {Promise<Record<string, { cold: number, warm: number }>>}
 *   `cold`: with nothing in the browser's cache; `warm`: once more after that.
 */
export async function measureBlocking({ browser, pages, portalUrl }) {
  const storageState = await signIn(browser, portalUrl);
  const measured = {};
  for (const [name, page] of Object.entries(pages)) {
    const context = await browser.newContext({
      viewport: { width: 1400, height: 900 },
      storageState,
    });
    const tab = await context.newPage();
    await tab.addInitScript(noteLongTasks);
    const cold = await open(tab, page);
    const warm = await open(tab, page);
    measured[name] = { cold, warm };
    await context.close();
  }
  return measured;
}

/** The portal keeps in the browser who signed in, and asks no more. */
async function signIn(browser, portalUrl) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  await tab.goto(portalUrl);
  await tab.getByRole('button', { name: 'Enter' }).click();
  await tab.getByRole('link', { name: 'Settings' }).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function open(tab, { url, ready }) {
  await tab.goto(url);
  await tab.locator(ready).first().waitFor();
  await tab.waitForTimeout(SETTLE_MS);
  return tab.evaluate(() => globalThis.blockedMs);
}

/** Runs in the page, before its own scripts. */
function noteLongTasks() {
  globalThis.blockedMs = 0;
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) {
      globalThis.blockedMs += Math.max(0, duration - 50);
    }
  }).observe({ type: 'longtask', buffered: true });
}
