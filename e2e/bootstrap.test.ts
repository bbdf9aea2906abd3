import type { Page } from '@playwright/test';
import { RunPage } from './runPage';
import { expect, test } from './stack';

const STEPS = [
  'Prerequisites',
  'Infrastructure',
  'Authentication',
  'Platform core',
  'Monitoring',
  'Backstage',
  'Health check',
];

/** A whole platform comes up in each of these. */
test.setTimeout(240_000);

test.beforeEach(async ({ sandbox }) => sandbox.clear());

async function openBootstrap(portal: Page) {
  await portal.getByRole('link', { name: 'IDP Orchestrator' }).last().click();
  await portal.getByRole('tab', { name: 'Flows' }).click();
  await portal
    .getByRole('link', { name: 'Bootstrap platform', exact: true })
    .click();
  await portal.getByRole('button', { name: 'Run', exact: true }).waitFor();
}

async function startBootstrap(portal: Page): Promise<RunPage> {
  await openBootstrap(portal);
  await portal.getByRole('button', { name: 'Run', exact: true }).click();
  await portal.waitForURL(/\/runs\/[^/]+$/);
  return new RunPage(portal);
}

test('a platform is planned, then brought up while one watches', async ({
  portal,
  stack,
}) => {
  await openBootstrap(portal);
  await portal.getByLabel('Name of the platform').fill('Our platform');
  await portal.getByLabel('Reason').fill('first try');

  await portal.getByRole('button', { name: 'Plan' }).click();
  const plan = portal.getByRole('region', { name: 'Plan' });
  await expect(plan.getByRole('listitem')).toHaveCount(STEPS.length);
  await expect(plan).toContainText('Nothing has been done');
  await expect(plan).toContainText('backstage-build.sh');
  await expect(plan).toContainText('Our platform');
  const ofThisFlow = await stack.request('/runs?flow=bootstrap-platform');
  expect((await ofThisFlow.json()).items).toEqual([]);

  await portal.getByRole('button', { name: 'Run', exact: true }).click();
  await portal.waitForURL(/\/runs\/[^/]+$/);
  const run = new RunPage(portal);
  await run.expectState('Running');
  await expect(run.header).toContainText('first try');
  await expect(run.header).toContainText('Live');
  await expect(run.steps).toHaveCount(STEPS.length);
  await expect(run.steps.filter({ hasText: 'Running' })).toHaveCount(2, {
    timeout: 60_000,
  });

  await run.expectState('Succeeded');
  for (const step of STEPS) {
    await expect(run.step(step)).toContainText('Succeeded');
  }
  await run.open('Input and output');
  const panel = portal.getByRole('tabpanel');
  await expect(panel).toContainText('"platform_ready": true');
  await expect(panel).toContainText('"platform_name": "Our platform"');
  const addresses = await panel
    .getByRole('link', { name: /^http/ })
    .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThan(5);
  for (const address of addresses) {
    // Not all have a page: what is only an interface says 404 here, but answers.
    const { status } = await fetch(address);
    expect(status, address).toBeLessThan(500);
  }
});

test('a run that is cancelled says so, by whom and why', async ({
  portal,
  sandbox,
}) => {
  sandbox.fail('argo-cd', 'hang');
  const run = await startBootstrap(portal);
  await expect(run.step('Platform core')).toContainText('Running', {
    timeout: 60_000,
  });
  await portal.getByRole('button', { name: 'Cancel', exact: true }).click();
  const dialog = portal.getByRole('dialog');
  await expect(dialog).toContainText('Platform core');
  await dialog.getByLabel('Reason').fill('wrong environment');
  await dialog.getByRole('button', { name: 'Cancel the run' }).click();

  await run.expectState('Cancelled');
  await expect(run.header).toContainText(/Cancelled by\s*guest/);
  await expect(run.header).toContainText('wrong environment');
  await expect(run.step('Platform core')).toContainText('Cancelled');
  await expect(portal.locator('main').getByRole('alert')).toContainText(
    'Platform core was cancelled',
  );
  await expect(run.step('Backstage')).toContainText('Skipped');
});

test('a failed step is told with its exit code, its last words and its time, and the run goes on', async ({
  portal,
  sandbox,
}) => {
  sandbox.fail('grafana', 'start');
  const run = await startBootstrap(portal);
  await run.expectState('Failed');
  await expect(run.step('Monitoring')).toContainText('Failed');
  await expect(run.step('Backstage')).toContainText('Succeeded');
  await expect(run.step('Health check')).toContainText('Warning');

  const failure = portal
    .locator('main')
    .getByRole('alert')
    .filter({ hasText: 'Monitoring failed' });
  await expect(failure).toContainText(/exit code 1: error · after \d/);
  await expect(failure).toContainText('told to fail at its start');
  await expect(failure).toContainText('The run went on without this step');
  await expect(
    failure.getByRole('link', { name: 'Run again with the same input' }),
  ).toBeVisible();
});
