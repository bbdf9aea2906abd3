import fs from 'node:fs';

const SCROLL_MS = 5_000;
/** Three lines in each frame: faster than anybody reads. */
const SCROLL_STEP_PX = 60;

/**
 * Opens the page of a run and measures what its reader feels.
 *
 * @returns {Promise<{ firstPaintMs: number, rows: number, framesPerSecond: number, memoryBytes: number }>}
 *   `firstPaintMs`: from the first byte of the run's data until lines of its
 *   log are painted; `rows`: most rows of a log in the page at any time;
 *   `framesPerSecond`: frames that were drawn while it was scrolled;
 *   `memoryBytes`: of the tab's process, shared libraries left out.
 */
export async function measureRunPage({ browser, portalUrl, runId, traceFile }) {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(portalUrl);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('link', { name: 'Settings' }).waitFor();

  await page.addInitScript(noteFirstLine);
  const firstByte = noteFirstByte(page, `/v1/runs/${runId}`);
  await page.goto(`${portalUrl}/idp-orchestrator/runs/${runId}?step=lines`);
  await page.waitForFunction(() => globalThis.firstLineAt !== undefined);
  const firstLineAt = await page.evaluate(() => globalThis.firstLineAt);
  const firstPaintMs = firstLineAt - (await firstByte);

  const log = page.getByRole('region', { name: /^Log of/ });
  await browser.startTracing(page, { categories: ['cc', 'benchmark'] });
  const rows = await log.evaluate(scroll, {
    ms: SCROLL_MS,
    step: SCROLL_STEP_PX,
  });
  const trace = await browser.stopTracing();
  fs.writeFileSync(traceFile, trace);
  const frames = countFrames(JSON.parse(trace.toString()));

  const memoryBytes = await readMemory(browser);
  await context.close();
  const framesPerSecond = frames / (SCROLL_MS / 1_000);
  return { firstPaintMs, rows, framesPerSecond, memoryBytes };
}

/** Runs in the page, before its own scripts. */
function noteFirstLine() {
  const observer = new MutationObserver(() => {
    const line = document.querySelector('[data-line]');
    if (!line || !/line \d+ of/.test(line.textContent)) return;
    observer.disconnect();
    // The second one comes after what was drawn in the first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        globalThis.firstLineAt = performance.timeOrigin + performance.now();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** When the first answer about the run began to arrive, in ms since 1970. */
async function noteFirstByte(page, address) {
  const isAboutRun = request => request.url().includes(address);
  const request = await page.waitForEvent('requestfinished', isAboutRun);
  const { startTime, responseStart } = request.timing();
  return startTime + responseStart;
}

/** Runs in the page: down, and up again; gives the most rows there were. */
function scroll(box, { ms, step }) {
  const from = performance.now();
  let most = 0;
  return new Promise(resolve => {
    const next = now => {
      if (now - from > ms) {
        resolve(most);
        return;
      }
      box.scrollTop += now - from < (ms * 2) / 3 ? step : -step;
      most = Math.max(most, box.querySelectorAll('[data-line]').length);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

/** What the compositor drew, without what it found to be unchanged. */
function countFrames({ traceEvents }) {
  return traceEvents.filter(
    ({ name, ph }) =>
      name === 'DrawFrame' ||
      (name === 'Graphics.Pipeline.DrawAndSwap' && ph === 'b'),
  ).length;
}

/** Of the largest of the browser's pages, which is the only one. */
async function readMemory(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => readPrivateBytes(id));
  return Math.max(...sizes);
}

function readPrivateBytes(pid) {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)[1]) * 1_024;
}
