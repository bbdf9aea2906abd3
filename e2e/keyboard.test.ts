import type { Locator, Page } from '@playwright/test';
import { RunPage } from './runPage';
import { expect, test } from './stack';

test.setTimeout(240_000);

test.beforeEach(async ({ sandbox }) => sandbox.clear());

/** Movements that are going on, or would without the reader's wish. */
const countMovements = (portal: Page) =>
  portal.evaluate(
    () =>
      document
        .getAnimations()
        .filter(({ playState }) => playState === 'running').length,
  );

const tabTo = (portal: Page, name: string) =>
  tabUntil(portal, portal.getByRole('button', { name, exact: true }), name);

const tabInto = (portal: Page, name: string) =>
  tabUntil(portal, portal.getByRole('dialog').getByLabel(name), name);

async function tabUntil(portal: Page, target: Locator, name: string) {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(element => element === document.activeElement))
      return;
    await portal.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}`);
}

test('a run is started, read and cancelled with the keyboard alone, and nothing moves for those who want it so', async ({
  portal,
  sandbox,
  stack,
}) => {
  sandbox.fail('argo-cd', 'hang');
  await portal.emulateMedia({ reducedMotion: 'reduce' });
  await portal.goto(
    `${stack.portalUrl}/idp-orchestrator/flows/bootstrap-platform`,
  );
  await portal.getByRole('button', { name: 'Run', exact: true }).waitFor();
  await tabTo(portal, 'Run');
  await portal.keyboard.press('Enter');
  await portal.waitForURL(/\/runs\/[^/]+$/);

  const run = new RunPage(portal);
  await expect(run.step('Platform core')).toContainText('Running', {
    timeout: 60_000,
  });
  expect(await countMovements(portal)).toBe(0);

  await portal.keyboard.press('t');
  await expect(portal.getByRole('tab', { name: 'Timeline' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await portal.keyboard.press('l');
  await portal.keyboard.press('k');
  await portal.keyboard.press('?');
  await expect(portal.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await portal.keyboard.press('Escape');
  await expect(portal.getByRole('dialog')).toHaveCount(0);

  await tabTo(portal, 'Cancel');
  await portal.keyboard.press('Enter');
  await portal.getByRole('dialog').waitFor();
  await portal.keyboard.press('Tab');
  await portal.keyboard.type('changed my mind, k?');
  await portal.keyboard.press('Enter');
  await run.expectState('Cancelled');
  await expect(run.header).toContainText('changed my mind, k?');
});

test('a run that failed is gone on with by the keyboard alone', async ({
  portal,
  sandbox,
  stack,
}) => {
  sandbox.fail('opa', 'start');
  await portal.goto(`${stack.portalUrl}/idp-orchestrator/flows/start-policies`);
  await portal.getByRole('button', { name: 'Run', exact: true }).waitFor();
  await tabTo(portal, 'Run');
  await portal.keyboard.press('Enter');
  await portal.waitForURL(/\/runs\/[^/]+$/);
  const run = new RunPage(portal);
  await run.expectState('Failed');

  sandbox.mend('opa');
  await portal.getByRole('button', { name: 'Retry from this step' }).waitFor();
  await tabTo(portal, 'Retry from this step');
  await portal.keyboard.press('Enter');
  await tabInto(portal, 'Reason');
  await portal.keyboard.type('mended');
  await portal.keyboard.press('Enter');
  await run.expectState('Succeeded');
});
