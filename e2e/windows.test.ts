import { fileURLToPath } from 'node:url';
import { FROM_NARROW, judge, judgeEach, lookAt, waitForRun } from './pages';
import { RunPage } from './runPage';
import { expect, test } from './stack';

test.use({
  scriptsDirectory: fileURLToPath(new URL('fixtures/scripts', import.meta.url)),
});
test.setTimeout(300_000);

/** Where one acts. */
const PAGES = {
  overview: 'overview',
  services: 'services',
  form: 'flows/silent',
};

test('somebody freezes production, sees it wherever one acts, lets one run go on, and the other goes on when the freeze is ended', async ({
  portal,
  stack,
}) => {
  const open = (page: string) =>
    portal.goto(
      `${stack.portalUrl}/idp-orchestrator/${page}?environment=production`,
    );
  const startInProduction = async () => {
    const answer = await stack.request('/flows/silent/runs', {
      method: 'POST',
      body: { environment: 'production' },
    });
    return (await answer.json()).id as string;
  };
  const dialog = portal.getByRole('dialog');

  await open('windows');
  await expect(portal.getByText('No windows')).toBeVisible();
  await judge(portal, 'no windows');
  for (const look of FROM_NARROW) {
    await lookAt(portal, look);
    await portal.getByRole('button', { name: 'Freeze now' }).click();
    await expect(
      dialog.getByRole('checkbox', { name: 'Production' }),
    ).toBeChecked();
    await judge(portal, `the freeze, ${look.width}`, '[role="dialog"]');
    if (look !== FROM_NARROW.at(-1)) {
      await dialog.getByRole('button', { name: 'Do not freeze' }).click();
    }
  }
  await dialog.getByRole('button', { name: '4 h' }).click();
  await dialog.getByLabel('Reason').fill('A disk is being changed');
  await expect(dialog).toContainText(/All changes in Production wait until/);
  await dialog.getByRole('button', { name: 'Freeze', exact: true }).click();
  const now = portal.getByRole('region', { name: 'On now' });
  await expect(now).toContainText('Freeze of Production');
  await expect(now).toContainText('A disk is being changed');
  await judgeEach(portal, 'windows');

  const first = await startInProduction();
  const second = await startInProduction();
  await waitForRun(stack, first, ['waiting']);
  await waitForRun(stack, second, ['waiting']);
  for (const [name, page] of Object.entries(PAGES)) {
    await open(page);
    await expect(portal.getByRole('status', { name: 'Windows' })).toContainText(
      'because A disk is being changed',
    );
    await judgeEach(portal, name);
  }
  await open('overview');
  await expect(portal.locator('main')).toContainText(
    'Waits for the end of the freeze of Production, until',
  );
  await expect(portal.getByRole('region', { name: 'Needs you' })).toHaveCount(
    0,
  );

  await open(`runs/${first}`);
  const run = new RunPage(portal);
  const held = portal.getByRole('status', { name: 'Held' });
  await expect(held).toContainText(
    'Waits for the end of the freeze of Production',
  );
  await judgeEach(portal, 'run');
  await portal.getByRole('button', { name: 'Go on nevertheless' }).click();
  await expect(dialog).toContainText('A disk is being changed');
  await judge(portal, 'the override', '[role="dialog"]');
  await run.confirm('Go on nevertheless', 'It is the new disk');
  await run.expectState('Running');
  await expect(run.header).toContainText('It is the new disk');

  await open(`runs/${second}`);
  await expect(held).toBeVisible();
  await open('windows');
  await portal
    .getByRole('button', { name: 'End now: Freeze of Production' })
    .click();
  await run.confirm('End now', 'The disk is changed');
  await expect(portal.getByText('No windows')).toBeVisible();
  await open(`runs/${second}`);
  await expect(held).toHaveCount(0);
  await waitForRun(stack, first, ['succeeded']);
  await waitForRun(stack, second, ['succeeded']);
  await open('overview');
  await expect(
    portal.getByRole('region', { name: 'The platform' }),
  ).toBeVisible();
  await expect(portal.getByRole('status', { name: 'Windows' })).toHaveCount(0);
});
