import fs from 'node:fs';
import path from 'node:path';
import { buildPortal, isPortalBuilt } from '../stack/buildPortal.mjs';
import { dataDirectory, testDirectory } from '../toolchain/paths.mjs';
import { ensureChromium, NO_CHROMIUM } from './chromium.mjs';
import { ensurePrometheus } from './prometheus.mjs';
import { endOf, runChecked } from './runChecked.mjs';

/** The portal as its users see it: a real backend and a real browser. */
export async function runBrowserTests(node, paths = [], options = {}) {
  const chromium = await ensureChromium(options);
  // Failed and not skipped: a run that shows nothing must not look green.
  if (!chromium) return { passed: 0, failed: 1, output: NO_CHROMIUM };
  await ensurePrometheus(options);
  if (!isPortalBuilt()) await buildPortal(node);

  const reportFile = path.join(testDirectory, 'browser.json');
  fs.rmSync(reportFile, { force: true });
  // What the last run left is there to look at until now.
  fs.rmSync(path.join(dataDirectory, 'e2e'), { recursive: true, force: true });
  const { ok, logFile } = await runChecked({
    node,
    name: 'browser',
    args: [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=e2e/playwright.config.ts',
      ...paths,
    ],
    env: { CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile },
    timeoutMs: 20 * 60_000,
  });
  return readPlaywrightReport({ ok, logFile, reportFile });
}

export function readPlaywrightReport({ ok, logFile, reportFile }) {
  if (!fs.existsSync(reportFile)) {
    return { passed: 0, failed: 1, output: endOf(logFile) };
  }
  const { stats, suites } = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected === 0 && !ok ? 1 : stats.unexpected,
    skipped: stats.skipped,
    output: ok ? undefined : endOf(logFile),
    flaky: suites.flatMap(flakyIn),
  };
}

/** The tests of a file, or of a group in it, that passed at their second try only. */
function flakyIn({ specs = [], suites = [] }) {
  const flaky = specs.filter(({ tests }) =>
    tests.some(({ status }) => status === 'flaky'),
  );
  return [
    ...flaky.map(({ file, title }) => `e2e/${file} › ${title}`),
    ...suites.flatMap(flakyIn),
  ];
}
