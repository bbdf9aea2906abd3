import type { Page } from '@playwright/test';
import { RunPage, startFlow } from './runPage';
import { startRun, waitForRun } from './pages';
import { expect, test } from './stack';
import { writeFlows } from './writeFlows';

/** As the backend has it for what is usual. */
const LEAST_SAMPLES = 5;

const SERVICE = { name: 'opa', title: 'Open Policy Agent' };

test.use({ flowsDirectory: writeFlows() });
test.setTimeout(180_000);

const open = (portal: Page, portalUrl: string, page: string) =>
  portal.goto(`${portalUrl}/idp-orchestrator/${page}`);

test('a platform that nobody has set up yet offers to, with a plan first that has totals', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'overview');
  const first = portal.locator('main').getByText('Nothing runs here yet');
  await expect(first).toBeVisible();
  // Of a sandbox that is as it should be, no problem is told.
  expect(await (await stack.request('/problems')).json()).toEqual({
    items: [],
  });
  await portal.getByRole('button', { name: 'Show plan' }).click();
  await expect(
    portal
      .locator('main')
      .getByText(/\d+ would change/)
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await expect(
    portal.getByRole('link', { name: 'Bootstrap', exact: true }),
  ).toHaveAttribute('href', /flows\/bootstrap-platform/);
});

test('what somebody does to a service is told as wanted, with the run that holds it, and is no alarm', async ({
  portal,
  stack,
  sandbox,
}) => {
  await sandbox.clear();
  const started = await startRun(stack, 'start-policies');
  await waitForRun(stack, started, ['succeeded']);
  await open(portal, stack.portalUrl, `services/${SERVICE.name}`);
  const page = portal.locator('main');
  await expect(page.getByText('Healthy', { exact: true }).first()).toBeVisible({
    timeout: 60_000,
  });
  // What a run did to it is there, with the way to the run.
  await expect(
    page.locator(`a[href*="/runs/${started}"]`).first(),
  ).toBeVisible();

  await page.getByRole('button', { name: /^Stop/ }).click();
  const dialog = portal.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('a change of disks');
  await dialog.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(
    portal.getByText(`Stopping ${SERVICE.title} …`).first(),
  ).toBeVisible();
  await expect(page.getByText(/^Stopped by guest/).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByRole('button', { name: /^Restart/ })).toHaveCount(0);

  await open(portal, stack.portalUrl, 'overview');
  const platform = page.getByRole('region', { name: 'The platform' });
  await expect(platform).toContainText(
    `${SERVICE.title} is stopped on purpose`,
    { timeout: 60_000 },
  );
  await expect(platform).not.toContainText(`${SERVICE.title} is down`);
  const [row] = await page
    .getByRole('region', { name: 'Recent changes' })
    .getByRole('listitem')
    .allTextContents();
  expect(row).toContain('Stop');
});

test('a run that failed needs somebody until it is retried or dismissed, and leads to its cause in two clicks', async ({
  portal,
  stack,
  sandbox,
}) => {
  sandbox.fail(SERVICE.name, 'start');
  const id = await startRun(stack, 'start-policies');
  await waitForRun(stack, id, ['failed']);
  await open(portal, stack.portalUrl, 'overview');
  const needs = portal.getByRole('region', { name: 'Needs you' });
  await expect(needs).toContainText('Start the policies failed');

  await needs.locator(`a[href*="/runs/${id}"]`).first().click();
  const run = new RunPage(portal);
  await run.expectState('Failed');
  const cause = portal
    .locator('main')
    .getByRole('alert')
    .filter({ hasText: 'told to fail at its start' });
  await expect(cause).toHaveCount(1);
  // The log is in the first screen, and has the rest of the window.
  const log = portal.getByRole('region', { name: 'Log of Start' });
  const box = await log.boundingBox();
  const height = portal.viewportSize()?.height ?? 0;
  expect(box?.y).toBeLessThan(height * 0.75);
  await run.open('Events');
  await run.open('Logs');
  await expect(log.locator('[data-line]').first()).toBeVisible();

  // From the service to the line that broke it, by the run that touched it last.
  await open(portal, stack.portalUrl, `services/${SERVICE.name}`);
  await portal.locator(`main a[href*="/runs/${id}"]`).first().click();
  await expect(cause).toHaveCount(1);
  await expect(log.locator('[data-line]').first()).toBeVisible();

  await open(portal, stack.portalUrl, 'overview');
  await expect(needs).toContainText('Start the policies failed');
  await needs
    .getByRole('button', { name: 'Dismiss the failure of Start the policies' })
    .click();
  await run.confirm('Dismiss', 'a trial');
  await expect(portal.getByText('Start the policies failed')).toHaveCount(0);
  sandbox.mend(SERVICE.name);
});

test('services that are down have one cause and one button, and each its reason', async ({
  portal,
  stack,
  sandbox,
}) => {
  const started = await startRun(stack, 'start-policies');
  await waitForRun(stack, started, ['succeeded']);
  await sandbox.clear();
  await open(portal, stack.portalUrl, 'overview');
  const platform = portal.getByRole('region', { name: 'The platform' });
  await expect(platform.getByRole('heading', { level: 2 })).toHaveText(
    /^Unhealthy: \d+ services are down$/,
    { timeout: 60_000 },
  );
  await expect(
    platform.getByRole('button', { name: 'Start all, in order' }),
  ).toHaveCount(1);
  await expect(platform).not.toContainText('Healthy');
  await open(portal, stack.portalUrl, `services/${SERVICE.name}`);
  await expect(
    portal.locator('main').getByRole('region', { name: 'Health checks' }),
  ).toContainText(/Down.*nothing listens/, { timeout: 60_000 });
});

test('a plan whose dry run fails is red, with the reason and what else would happen', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'flows/wrong-name');
  await portal.getByRole('button', { name: 'Plan', exact: true }).click();
  const page = portal.locator('main');
  await expect(page.getByText('1 fails', { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page).toContainText('There is no service nothing');
});

test('a run’s log is searched with its matches marked, and the runs tell what failed and why', async ({
  portal,
  stack,
  sandbox,
}) => {
  sandbox.fail(SERVICE.name, 'start');
  const id = await startRun(stack, 'start-policies');
  await waitForRun(stack, id, ['failed']);
  sandbox.mend(SERVICE.name);
  await open(portal, stack.portalUrl, `runs/${id}?step=start`);
  await portal.getByLabel('Search the log (/)').fill('policy');
  await expect(portal.locator('main mark').first()).toHaveText(/policy/i);

  await open(portal, stack.portalUrl, 'runs?view=failed');
  const row = portal
    .locator('main')
    .getByRole('row')
    .filter({ has: portal.locator(`a[href*="/runs/${id}"]`) });
  await expect(row).toContainText('Start the policies');
  await expect(row).toContainText('not all services came up');
});

test('insights name what they measure, and say how it went before', async ({
  portal,
  stack,
}) => {
  // A median takes so many.
  for (let runs = 0; runs < LEAST_SAMPLES; runs++) {
    const id = await startRun(stack, 'start-policies');
    await waitForRun(stack, id, ['succeeded']);
  }
  const page = portal.locator('main');
  const flows = page.getByRole('table', { name: 'Flows', exact: true });
  const slowest = page.getByRole('table', { name: 'Slowest steps' });
  // Runs are counted a moment after they ended.
  await expect(async () => {
    await open(portal, stack.portalUrl, 'insights');
    await expect(slowest).toContainText('Start', { timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(flows).toContainText('Start the policies');
  for (const word of ['Median', 'p90', 'Success']) {
    await expect(flows.getByRole('columnheader', { name: word })).toBeVisible();
  }
  await expect(page.getByText(/▲ and ▼: against as long/)).toBeVisible();
});

test('an approval says until when, and what comes then, and is answered from the overview', async ({
  portal,
  stack,
}) => {
  const id = await startRun(stack, 'change-window');
  await waitForRun(stack, id, ['waiting']);
  await open(portal, stack.portalUrl, 'overview');
  const needs = portal.getByRole('region', { name: 'Needs you' });
  await expect(needs).toContainText('May the change be made now?');
  await needs.getByRole('button', { name: 'Approve Change window' }).click();
  const dialog = portal.getByRole('dialog');
  await expect(dialog).toContainText('Make the change');
  await expect(dialog).toContainText('It waits until somebody answers.');
  await new RunPage(portal).confirm('Approve', 'go ahead');
  await waitForRun(stack, id, ['succeeded']);
  await expect(portal.getByText('May the change be made now?')).toHaveCount(0);
  // And nothing else of the page still says that it waits.
  await expect(
    portal.locator('main').getByText('Waiting', { exact: true }),
  ).toHaveCount(0);
});

test('one environment holds for all pages, in their addresses, and production is marked where one acts', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'overview');
  await portal
    .getByRole('combobox', { name: 'Environment of all pages' })
    .click();
  await portal.getByRole('option', { name: 'Production' }).click();
  for (const tab of [
    'Services',
    'Flows',
    'Runs',
    'Schedules',
    'Windows',
    'Insights',
    'Audit',
  ]) {
    await portal.getByRole('tab', { name: tab, exact: true }).click();
    await portal.waitForURL(
      url =>
        url.pathname.endsWith(`/${tab.toLowerCase()}`) &&
        url.searchParams.get('environment') === 'production',
    );
  }
  await open(
    portal,
    stack.portalUrl,
    'flows/change-window?environment=production',
  );
  await expect(
    portal.getByText('Production: what you do here is live').first(),
  ).toBeVisible();
  await open(
    portal,
    stack.portalUrl,
    `services/${SERVICE.name}?environment=production`,
  );
  await portal
    .locator('main')
    .getByRole('button', { name: /^Start/ })
    .first()
    .click();
  await expect(portal.getByRole('dialog')).toContainText('Production');
});

test('two hundred flows are found by words in any order, and their rows run them', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'flows');
  const list = portal.getByRole('table', { name: 'Flows that can be run' });
  await expect(list).toBeVisible();
  const pageHeight = await portal.evaluate(
    () => document.documentElement.scrollHeight,
  );
  expect(pageHeight).toBeLessThan(8_000);
  await portal.getByLabel('Search flows').fill('w117 upgrade');
  await expect(list.getByRole('link', { name: /w117/ }).first()).toBeVisible();
  await expect(list.getByText('w116')).toHaveCount(0);
});

test('three hundred steps are counted, found by a filter, and told apart by the ends of their names', async ({
  portal,
  stack,
}) => {
  const run = await startFlow(portal, stack.portalUrl, 'many-steps');
  await run.expectState('Succeeded');
  await expect(portal.getByText('300 of 300').first()).toBeVisible();
  await portal.getByLabel('Filter steps').fill('pool-172');
  await expect(run.steps).toHaveCount(1);
  const end = run.steps.first().getByText(/172$/).last();
  const { clipped } = await end.evaluate(element => ({
    clipped: element.scrollWidth > element.clientWidth + 1,
  }));
  expect(clipped).toBe(false);
});

test('a form says what it expects as one types, takes names of one’s own, and names the run by them', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'flows/every-field');
  const form = portal.locator('main form');
  await expect(form).toContainText('3 to 12 characters');
  const name = form.getByLabel('Name', { exact: false }).first();
  await name.fill('Ab');
  await name.blur();
  await expect(form).toContainText('expected at least 3 characters');
  await name.fill('payments');
  await expect(form).not.toContainText('expected at least 3 characters');
  await form.getByLabel('Notes').fill('first line\nsecond line');
  await form.getByRole('button', { name: 'Add to Labels' }).click();
  const labels = form.getByRole('group', { name: 'Labels' });
  await labels.getByLabel('Name', { exact: true }).fill('team');
  await labels.getByLabel('Name', { exact: true }).blur();
  await labels.getByLabel('Value of team').fill('blue');
  await portal.getByRole('button', { name: 'Run', exact: true }).click();
  await portal.waitForURL(/\/runs\/[^/]+$/);
  const run = new RunPage(portal);
  await run.expectState('Succeeded');
  await expect(run.header).toContainText('Fields of payments');
  // One run says nothing of what is usual.
  await expect(run.header).not.toContainText('usually');
  const told = await (await stack.request(`/runs/${run.runId}`)).json();
  expect(told.input).toMatchObject({
    name: 'payments',
    notes: 'first line\nsecond line',
    labels: { team: 'blue' },
  });
});

test.describe('Without a network', () => {
  test.use({ backendGoesAway: true });

  test('an unknown address, and a network that is away, are told in words', async ({
    portal,
    stack,
  }) => {
    await open(portal, stack.portalUrl, 'nonsense');
    await expect(
      portal.getByText('There is no page at this address'),
    ).toBeVisible();
    await portal.getByRole('link', { name: 'Overview' }).first().click();
    await expect(
      portal.getByRole('region', { name: 'The platform' }),
    ).toBeVisible();
    await portal.context().setOffline(true);
    await expect(portal.getByText('You are offline').first()).toBeVisible();
    await portal.getByRole('tab', { name: 'Audit', exact: true }).click();
    await expect(portal.locator('body')).not.toContainText('at Object.');
    await portal.context().setOffline(false);
    await expect(portal.getByText('You are offline')).toHaveCount(0);
  });
});

test('the pages look like the head above them, whose chosen tab is underlined', async ({
  portal,
  stack,
}) => {
  await open(portal, stack.portalUrl, 'services');
  const fontOf = (selector: string) =>
    portal
      .locator(selector)
      .first()
      .evaluate(element => getComputedStyle(element).fontFamily);
  await expect(
    portal.locator('main h2, main h3, main a').first(),
  ).toBeVisible();
  expect(await fontOf('main a')).toBe(await fontOf('[role="tab"]'));
  const overflow = await portal
    .locator('.bui-PluginHeaderTabsWrapper')
    .evaluate(element => getComputedStyle(element).overflowX);
  expect(overflow).toBe('visible');
});

test('all of it is in German where that is chosen', async ({
  portal,
  stack,
}) => {
  await portal.evaluate(() => localStorage.setItem('language', 'de'));
  await open(portal, stack.portalUrl, 'overview');
  for (const tab of ['Überblick', 'Dienste', 'Abläufe', 'Läufe']) {
    await expect(
      portal.getByRole('tab', { name: tab, exact: true }),
    ).toBeVisible();
  }
  await portal.evaluate(() => localStorage.removeItem('language'));
});

test('Backstage’s search finds a flow, and leads to it', async ({
  portal,
  stack,
}) => {
  await portal.goto(`${stack.portalUrl}/search?query=change+window`);
  const found = portal.getByRole('link', { name: 'Change window' }).first();
  await expect(async () => {
    await portal.reload();
    await expect(found).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await found.click();
  await portal.waitForURL(/\/flows\/change-window/);
});
