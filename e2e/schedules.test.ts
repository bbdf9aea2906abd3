import { fileURLToPath } from 'node:url';
import { judge, judgeEach, LOOKS } from './pages';
import { expect, test } from './stack';

const fixture = (name: string) =>
  fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

test.use({
  scriptsDirectory: fixture('scripts'),
  flowsDirectory: fixture('flows'),
});
test.setTimeout(300_000);

test('a stranger makes a schedule, sees when and what it will do, pauses it, misses a due time, and resumes it with a choice', async ({
  portal,
  stack,
}) => {
  const dialog = portal.getByRole('dialog');
  const open = (page: string) =>
    portal.goto(
      `${stack.portalUrl}/idp-orchestrator/${page}?environment=development`,
    );

  await open('schedules');
  await expect(portal.getByText('No schedules here yet')).toBeVisible();
  await judgeEach(portal, 'no schedules');

  await open('flows/silent');
  await portal.getByRole('link', { name: 'Schedule…' }).click();
  await expect(portal.getByLabel(/^Flow or script/)).not.toHaveValue('');
  await portal.getByLabel(/^Title/).fill('Each minute');
  await expect(portal.getByLabel(/^Id/)).toHaveValue('each-minute');
  await portal.getByLabel(/^Pattern/).fill('* * * * *');
  await portal.getByLabel(/^Time zone/).fill('Asia/Tokyo');
  await portal.getByRole('option', { name: 'Asia/Tokyo' }).click();
  const next = portal.getByRole('table', { name: 'Next due times' });
  await expect(next.getByRole('row')).toHaveCount(6);
  await expect(next).toContainText('Asia/Tokyo');
  await portal.getByRole('button', { name: 'Plan', exact: true }).click();
  await expect(portal.getByRole('region', { name: 'Plan' })).toBeVisible();
  await portal.getByText('More: overlap').click();
  await judge(portal, `the form, ${LOOKS[0].width}`);
  await portal.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog).toContainText('with your rights');
  await judge(portal, 'the question before it is saved', '[role="dialog"]');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();

  const heading = portal.getByRole('heading', { name: 'Each minute' });
  await expect(heading).toBeVisible();
  await portal.getByRole('button', { name: 'Pause', exact: true }).click();
  await dialog.getByLabel('Reason').fill('The registry is moved');
  await dialog.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(
    portal.getByText('guest: The registry is moved').first(),
  ).toBeVisible();

  await expect
    .poll(
      async () => {
        const answer = await stack.request('/schedules/each-minute');
        return (await answer.json()).missed;
      },
      { timeout: 90_000 },
    )
    .toBeGreaterThan(0);
  await open('schedules');
  await expect(portal.getByText('The registry is moved')).toBeVisible();
  await judgeEach(portal, 'schedules');
  await portal.getByRole('button', { name: 'Week', exact: true }).click();
  await expect(portal.getByText('today')).toBeVisible();
  await judgeEach(portal, 'a week');
  await open('schedules/each-minute');
  await portal.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(dialog).toContainText(/due times? (was|were) missed/);
  await judge(portal, 'the question of what was missed', '[role="dialog"]');
  await dialog.getByLabel(/^Start (the last one|it) now$/).check();
  await dialog.getByRole('button', { name: 'Resume', exact: true }).click();
  const ledger = portal.getByRole('table', { name: /^Due times/ });
  const started = ledger.getByRole('link', { name: 'Started' }).first();
  await expect(started).toBeVisible({ timeout: 60_000 });
  await portal.getByRole('button', { name: 'Show the plan' }).click();
  await expect(portal.getByRole('region', { name: 'Plan' })).toBeVisible();
  await judge(portal, `a schedule, ${LOOKS[0].width}`);
  await started.click();
  await portal.getByRole('link', { name: 'each-minute', exact: true }).click();
  await expect(heading).toBeVisible();
  await judgeEach(portal, 'a schedule');
  await portal.getByRole('link', { name: 'Edit', exact: true }).click();
  await expect(portal.getByLabel(/^Id/)).toBeDisabled();
  await judgeEach(portal, 'the form');

  await open('schedules/each-minute');
  await portal.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(portal.getByText('No schedules here yet')).toBeVisible();
});
