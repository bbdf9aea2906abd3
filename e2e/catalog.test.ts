import { expect, test } from './stack';

test('the services of the platform are in the catalog, with what they need', async ({
  portal,
  stack,
}) => {
  await portal.goto(
    `${stack.portalUrl}/?filters%5Bkind%5D=component&filters%5Buser%5D=all`,
  );
  for (const service of ['Argo CD', 'Grafana', 'Backstage', 'LocalStack']) {
    await expect(
      portal.getByRole('link', { name: service, exact: true }),
    ).toBeVisible();
  }
  await portal.getByRole('link', { name: 'Grafana', exact: true }).click();
  await expect(
    portal.locator('main').getByText('Prometheus').first(),
  ).toBeVisible();
});
