import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { dataDirectory, repositoryRoot } from '../../tools/toolchain/paths.mjs';
import type { Stack } from '../../tools/stack/Stack.mjs';
import { listPages, lookAt, openPage, startRun, waitForRun } from '../pages';
import { expect, test } from '../stack';
import { animate } from './animate';

/** Everything that is taken, to be looked at. */
const PICTURES = path.join(dataDirectory, 'screenshots');

const DOCUMENTS = path.join(repositoryRoot, 'docs/images');

/** What the documents show, by the name of the page; wide and light. */
const IN_DOCUMENTS = [
  'overview',
  'services',
  'flow-form',
  'windows',
  'insights',
];

const LOOKS = [1400, 400].flatMap(width =>
  (['light', 'dark'] as const).map(theme => ({ width, theme })),
);

const FRAME_MS = 400;

const SCHEDULE = 'nightly-bootstrap';

const SCHEDULE_PAGES = {
  'schedules-week': '/idp-orchestrator/schedules?view=week',
  schedule: `/idp-orchestrator/schedules/${SCHEDULE}`,
  'schedule-form': `/idp-orchestrator/schedules/${SCHEDULE}/edit`,
};

test.use({
  flowsDirectory: fileURLToPath(
    new URL('../../examples/platform/flows', import.meta.url),
  ),
});
test.setTimeout(900_000);

test('pictures of a bootstrap while it runs, and of every page after it', async ({
  portal,
  stack,
  sandbox,
}) => {
  fs.rmSync(PICTURES, { recursive: true, force: true });
  fs.mkdirSync(DOCUMENTS, { recursive: true });
  const bootstrap = await takeWalk();
  // What runs already would not be started again.
  await sandbox.clear();
  sandbox.fail('grafana', 'start');
  const failed = await startRun(stack, 'bootstrap-platform');
  await waitForRun(stack, failed, ['failed', 'succeeded-with-warnings']);
  sandbox.mend('grafana');
  const running = await startRun(stack, 'bootstrap-platform');
  await Promise.all([freezeProduction(stack), makeSchedule(stack)]);

  const pages = {
    'run-running': `/idp-orchestrator/runs/${running}?view=graph&tab=plan`,
    ...listPages({ failed, green: bootstrap }),
    ...SCHEDULE_PAGES,
    'runs-compared': `/idp-orchestrator/runs/compare?a=${bootstrap}&b=${failed}`,
  };
  for (const [name, page] of Object.entries(pages)) {
    await openPage(portal, stack, page);
    for (const look of LOOKS) {
      await lookAt(portal, look);
      await take(`${name}-${look.width}-${look.theme}`);
    }
  }
  await lookInGerman(portal);
  for (const [name, page] of Object.entries(pages)) {
    await openPage(portal, stack, page);
    await take(`${name}-german`);
  }
  copyToDocuments();

  /** From the form to the end, one picture now and then; returns the run's id. */
  async function takeWalk(): Promise<string> {
    const frames: string[] = [];
    const takeFrame = async () => {
      const name = `walk/${String(frames.length).padStart(3, '0')}`;
      frames.push(await take(name));
    };
    await portal.setViewportSize({ width: 1200, height: 750 });
    await portal.emulateMedia({ reducedMotion: 'reduce' });
    await openPage(portal, stack, '/idp-orchestrator/flows/bootstrap-platform');
    const run = portal.getByRole('button', { name: 'Run', exact: true });
    await run.waitFor();
    // Without the plan: its commands have paths of this machine.
    await takeFrame();
    await run.click();
    await portal.waitForURL(/\/runs\/[^/?]+/);
    const header = portal.getByRole('region', { name: 'About this run' });
    await header.waitFor();
    while ((await header.getByText('Succeeded').count()) === 0) {
      expect(frames.length, 'pictures of a bootstrap').toBeLessThan(200);
      await takeFrame();
      await portal.waitForTimeout(FRAME_MS);
      if (frames.length === 10) {
        fs.copyFileSync(frames.at(-1)!, path.join(DOCUMENTS, 'run-page.png'));
      }
    }
    await takeFrame();
    const target = path.join(DOCUMENTS, 'bootstrap.png');
    animate({ frames, frameMs: FRAME_MS, target });
    return /runs\/([^/?]+)/.exec(portal.url())![1];
  }

  async function take(name: string): Promise<string> {
    // What is drawn in the next frames, such as a chart of another width.
    await portal.waitForTimeout(300);
    const file = path.join(PICTURES, `${name}.png`);
    await portal.screenshot({ path: file });
    return file;
  }
});

/** So that the page of windows has one. */
async function freezeProduction(stack: Stack) {
  await stack.request('/windows', {
    method: 'POST',
    body: {
      environments: ['production'],
      to: new Date(Date.now() + 4 * 3_600_000).toISOString(),
      reason: 'A disk of the database is being changed',
    },
  });
}

/** So that the page of schedules has one. */
async function makeSchedule(stack: Stack) {
  await stack.request('/schedules', {
    method: 'POST',
    body: {
      definition: {
        id: SCHEDULE,
        title: 'Nightly bootstrap',
        flow: 'bootstrap-platform',
        environment: 'development',
        cron: '30 2 * * *',
        timezone: 'Europe/Berlin',
      },
    },
  });
}

async function lookInGerman(portal: Page) {
  await lookAt(portal, LOOKS[0]);
  await portal.evaluate(() => localStorage.setItem('language', 'de'));
}

function copyToDocuments() {
  for (const name of IN_DOCUMENTS) {
    fs.copyFileSync(
      path.join(PICTURES, `${name}-1400-light.png`),
      path.join(DOCUMENTS, `${name}.png`),
    );
  }
}
