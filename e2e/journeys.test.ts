import { callTool } from './callTool';
import { RunPage, startFlow } from './runPage';
import { expect, test } from './stack';

/** The service that is broken and mended here. */
const SERVICE = { name: 'opa', title: 'Open Policy Agent' };

test.setTimeout(180_000);

test.beforeEach(async ({ sandbox }) => sandbox.clear());

test('a step that failed tells its cause, and once that is mended the run goes on from there to its end', async ({
  portal,
  stack,
  sandbox,
}) => {
  sandbox.fail(SERVICE.name, 'start');
  const run = await startFlow(portal, stack.portalUrl, 'start-policies');
  await run.expectState('Failed');
  const failure = portal
    .locator('main')
    .getByRole('alert')
    .filter({ hasText: 'Start failed' });
  await expect(failure).toContainText('told to fail at its start');

  sandbox.mend(SERVICE.name);
  await failure.getByRole('button', { name: 'Retry from this step' }).click();
  await run.confirm('Retry', 'the cause is mended');
  await run.expectState('Succeeded');
  await expect(run.step('Start')).toContainText('Attempt 2');
  await expect(run.step('Prepare')).not.toContainText('Attempt 2');

  await run.step('Start').click();
  await portal.getByRole('combobox', { name: 'Attempt' }).click();
  await expect(portal.getByRole('option')).toHaveCount(2);
});

test('a service that is red says why, and its recommendation makes it green again', async ({
  portal,
  stack,
  sandbox,
}) => {
  const first = await startFlow(portal, stack.portalUrl, 'start-policies');
  await first.expectState('Succeeded');
  sandbox.fail(SERVICE.name, 'unhealthy');

  await portal.goto(`${stack.portalUrl}/idp-orchestrator/overview`);
  const why = portal
    .locator('main')
    .getByRole('region', { name: 'The platform' })
    .filter({ hasText: SERVICE.title });
  const restart = why.getByRole('button', {
    name: `Restart ${SERVICE.title}`,
  });
  await expect(restart).toBeVisible({ timeout: 60_000 });
  await expect(why).toContainText('503');

  sandbox.mend(SERVICE.name);
  await restart.click();
  const dialog = portal.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('it answers with errors');
  await dialog.getByRole('button', { name: 'Restart', exact: true }).click();
  await portal.getByRole('link', { name: 'Follow', exact: true }).click();
  await new RunPage(portal).expectState('Succeeded');

  await portal.goto(
    `${stack.portalUrl}/idp-orchestrator/services/${SERVICE.name}`,
  );
  await expect(
    portal.locator('main').getByText('Healthy', { exact: true }).first(),
  ).toBeVisible({
    timeout: 60_000,
  });
});

test('a run that asks goes on when a person approves, and ends as rejected when one rejects', async ({
  portal,
  stack,
}) => {
  const run = await startFlow(portal, stack.portalUrl, 'change-window');
  await run.expectState('Waiting');
  await expect(
    portal.locator('main').getByText('May the change be made now?').first(),
  ).toBeVisible();
  await run.open('Plan');
  await expect(
    portal
      .getByRole('list', { name: 'Steps, done and still to come' })
      .getByRole('listitem')
      .last(),
  ).toContainText('Make the change · changes nothing');
  await run.header.getByRole('button', { name: 'Approve' }).click();
  await run.confirm('Approve', 'nobody is at work');
  await run.expectState('Succeeded');

  await startFlow(portal, stack.portalUrl, 'change-window');
  await run.expectState('Waiting');
  await run.panel.getByRole('button', { name: /^Reject/ }).click();
  await run.confirm('Reject', 'not before a weekend');
  await run.expectState('Rejected');
  await expect(run.step('Make the change')).toContainText('Skipped');
  await expect(
    portal.locator('main').getByText('not before a weekend').first(),
  ).toBeVisible();
});

test('what an agent proposes over MCP does nothing before a person approves it, and then runs', async ({
  portal,
  stack,
}) => {
  const { id } = await callTool(stack, 'run-start-policies', {
    propose: true,
    reason: 'policies seem to be away',
  });
  await portal.goto(`${stack.portalUrl}/idp-orchestrator/overview`);
  // Runs of before are among the recent changes, under the same name.
  await portal
    .getByRole('region', { name: 'Needs you' })
    .locator(`a[href*="/runs/${id}"]`)
    .first()
    .click();
  await portal.waitForURL(url => url.pathname.endsWith(`/runs/${id}`));
  const run = new RunPage(portal);
  await run.expectState('Waiting');
  await expect(run.header).toContainText('policies seem to be away');
  await expect(run.step('Prepare')).not.toContainText('Succeeded');

  await run.panel.getByRole('button', { name: /^Approve/ }).click();
  await run.confirm('Approve', 'go ahead');
  await run.expectState('Succeeded');
});

test('a run is found by what is filtered, and a link to one line of its log shows somebody else that line', async ({
  portal,
  stack,
}) => {
  await startFlow(portal, stack.portalUrl, 'change-window');
  const wanted = await startFlow(portal, stack.portalUrl, 'start-policies');
  await wanted.expectState('Succeeded');
  const { runId } = wanted;

  await portal.goto(`${stack.portalUrl}/idp-orchestrator/runs`);
  await portal.getByRole('button', { name: 'Flow', exact: true }).click();
  await portal
    .getByRole('menuitemradio', { name: 'Start the policies' })
    .click();
  await portal.waitForURL(/flow=start-policies/);
  await portal.reload();
  const list = portal.getByRole('table').first();
  await expect(list).toContainText('Start the policies');
  await expect(list).not.toContainText('Change window');
  await list.locator(`a[href*="${runId}"]`).first().click();
  await wanted.step('Start').click();
  await portal.getByRole('link', { name: 'Link to line 1' }).click();
  await portal.waitForURL(/#L1$/);

  const reader = await portal.context().newPage();
  await reader.goto(portal.url());
  await expect(
    reader.locator('[data-line="1"][aria-current="true"]'),
  ).toBeVisible();
  await reader.close();
});
