// `tools/yarn screenshots`: pictures of every page, wide and narrow, light and
// dark, to .data/screenshots; those that the documents show to docs/images.
import path from 'node:path';
import { buildPortal, isPortalBuilt } from './stack/buildPortal.mjs';
import { exitOnStopRequest } from './stack/onStopRequest.mjs';
import { explainFailure, say, step } from './terminal.mjs';
import { ensureChromium, NO_CHROMIUM } from './test/chromium.mjs';
import { endOf, runChecked } from './test/runChecked.mjs';
import { dataDirectory } from './toolchain/paths.mjs';
import { prepare } from './toolchain/prepare.mjs';
import { StepFailure } from './toolchain/StepFailure.mjs';

async function takeScreenshots() {
  const node = await prepare();
  const chromium = await ensureChromium();
  if (!chromium) throw new StepFailure('There is no browser.', NO_CHROMIUM);
  if (!isPortalBuilt()) await step('The portal', () => buildPortal(node));
  await step('Pictures, which takes some minutes', async () => {
    const { ok, logFile } = await runChecked({
      node,
      name: 'screenshots',
      args: [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=e2e/screenshots/playwright.config.ts',
      ],
      env: { CHROMIUM: chromium },
      timeoutMs: 15 * 60_000,
    });
    if (!ok) throw new StepFailure(endOf(logFile, 40), `See ${logFile}`);
  });
  say(`  They are in ${path.join(dataDirectory, 'screenshots')}`);
}

exitOnStopRequest();
takeScreenshots().catch(error => {
  explainFailure(error);
  process.exit(1);
});
