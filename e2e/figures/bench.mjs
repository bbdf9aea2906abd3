// `tools/yarn bench:portal`: what the page of a long run costs its reader, in
// a real browser on a real backend; writes the figures to the README.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { buildPortal, isPortalBuilt } from '../../tools/stack/buildPortal.mjs';
import { Stack } from '../../tools/stack/Stack.mjs';
import { ensureChromium, NO_CHROMIUM } from '../../tools/test/chromium.mjs';
import { ensureNode24 } from '../../tools/toolchain/node24.mjs';
import { dataDirectory, repositoryRoot } from '../../tools/toolchain/paths.mjs';
import { LINES, runLongFlow, STEPS, writeLongFlow } from './longRun.mjs';
import { measureRunPage } from './measureRunPage.mjs';

const BEGIN = '<!-- portal: written by `yarn bench:portal`, do not edit -->';
const END = '<!-- end of portal -->';
const REPETITIONS = 3;

async function bench() {
  const executablePath = await ensureChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  if (!isPortalBuilt()) await buildPortal(await ensureNode24());
  const directory = path.join(dataDirectory, 'bench', 'portal');
  fs.rmSync(directory, { recursive: true, force: true });
  const { scripts, flows } = writeLongFlow(directory);
  const stack = await Stack.start({
    dataDirectory: directory,
    environment: { IDP_SCRIPTS_DIR: scripts, IDP_FLOWS_DIR: flows },
  });
  try {
    const runId = await runLongFlow(stack);
    const measured = [];
    for (let turn = 0; turn < REPETITIONS; turn++) {
      measured.push(
        await measureOnce({ executablePath, stack, runId, directory }),
      );
    }
    const report = render(measured);
    console.log(report);
    writeReadme(report);
  } finally {
    await stack.stop();
  }
}

/** In a browser of its own, so that none is warm. */
async function measureOnce({ executablePath, stack, runId, directory }) {
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    return await measureRunPage({
      browser,
      portalUrl: stack.portalUrl,
      runId,
      traceFile: path.join(directory, 'scrolling.trace.json'),
    });
  } finally {
    await browser.close();
  }
}

function render(measured) {
  const worst = (key, choose = Math.max) =>
    choose(...measured.map(one => one[key]));
  const firstPaint = worst('firstPaintMs');
  const rows = worst('rows');
  const frames = worst('framesPerSecond', Math.min);
  const memory = worst('memoryBytes') / 1_000_000;
  const row = (...cells) => `| ${cells.join(' | ')} |`;
  const isMet = met => (met ? 'yes' : '**no**');
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)}: ${os.cpus().length} cores (${os.cpus()[0].model.trim()}), the worst of ${REPETITIONS} times; ${STEPS} steps, ${LINES.toLocaleString('en')} lines.`,
    '',
    row('figure', 'ours', 'bar is', 'met?'),
    row('---', '---', '---', '---'),
    row(
      'first byte of the data → lines are painted',
      `${Math.round(firstPaint)} ms`,
      '≤ 1,000 ms',
      isMet(firstPaint <= 1_000),
    ),
    row(
      'rows of the log in the page, at most',
      rows,
      '≤ 150',
      isMet(rows <= 150),
    ),
    row(
      'frames drawn while it is scrolled',
      `${frames.toFixed(0)} frames/s`,
      '≥ 50 frames/s',
      isMet(frames >= 50),
    ),
    row(
      'memory of the tab',
      `${Math.round(memory)} MB`,
      '≤ 300 MB',
      isMet(memory <= 300),
    ),
  ].join('\n');
}

function writeReadme(report) {
  const file = path.join(repositoryRoot, 'benchmarks/README.md');
  const text = fs.readFileSync(file, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`README.md has lost its marks ${BEGIN} and ${END}`);
  }
  const before = text.slice(0, begin + BEGIN.length);
  fs.writeFileSync(file, `${before}\n\n${report}\n\n${text.slice(end)}`);
}

bench().then(
  () => process.exit(0),
  error => {
    console.error(error);
    process.exit(1);
  },
);
