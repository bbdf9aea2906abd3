import { expect, test } from './stack';

test.use({ guestRole: 'viewer' });

test('who may only look sees every page, with the reason on what is not allowed', async ({
  portal,
  stack,
}) => {
  const { id } = await (
    await stack.request('/flows/change-window/runs', {
      method: 'POST',
      body: { reason: 'somebody else' },
    })
  ).json();
  const open = (path: string) =>
    portal.goto(`${stack.portalUrl}/idp-orchestrator/${path}`);

  await open(`runs/${id}`);
  const header = portal.getByRole('region', { name: 'About this run' });
  await expect(header).toContainText('Waiting');
  const panel = portal.getByRole('tabpanel');
  const approve = panel.getByRole('button', { name: /^Approve/ });
  await expect(approve).toBeDisabled();
  const why = /permission idpOrchestrator.run.approve, which you do not have/;
  await expect(panel.getByRole('note', { name: why }).first()).toBeVisible();

  await open('flows/change-window');
  await expect(
    portal.getByRole('button', { name: 'Run', exact: true }),
  ).toBeDisabled();
  await expect(portal.locator('main').getByRole('alert')).toContainText(
    'You may not run this',
  );

  for (const page of ['overview', 'services', 'flows', 'runs', 'insights']) {
    await open(page);
    await expect(
      portal.getByRole('tab', { name: page, exact: false }).first(),
    ).toHaveAttribute('aria-selected', 'true');
    await expect(portal.getByText('Something went wrong')).toHaveCount(0);
  }
});
