import { RunPage } from './runPage';
import { expect, test } from './stack';

test('a template operates the platform, leads to its run', async ({
  portal,
  stack,
}) => {
  await portal.goto(
    `${stack.portalUrl}/create/templates/default/operate-services`,
  );
  await portal.getByRole('button', { name: 'Next' }).click();
  await portal.getByLabel('Why').fill('to see how it is');
  await portal.getByRole('button', { name: 'Review' }).click();
  await portal.getByRole('button', { name: 'Create' }).click();
  const link = portal.getByRole('link', { name: /The run, step by step/ });
  await link.waitFor({ timeout: 60_000 });
  const opened = portal.waitForEvent('popup');
  await link.click();
  const run = new RunPage(await opened);
  await expect(run.header).toContainText('to see how it is');
  await run.expectState('Succeeded');
  await run.page.close();
  await expect(link).toBeVisible();
});

test('the page of a service in the catalog has a tab to operate it', async ({
  portal,
  stack,
}) => {
  await portal.goto(`${stack.portalUrl}/catalog/default/component/grafana`);
  await portal.getByRole('link', { name: 'Operations', exact: true }).click();
  await expect(
    portal.getByRole('button', { name: /^(Start|Restart)/ }).first(),
  ).toBeVisible();
});
