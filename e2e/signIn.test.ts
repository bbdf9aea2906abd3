import { expect, test } from './stack';

test('a guest signs in and sees the catalog of the portal', async ({
  portal,
}) => {
  await expect(portal.getByRole('link', { name: /home$/ })).toBeVisible();
  await expect(
    portal.getByRole('heading', { name: /Catalog/ }).first(),
  ).toBeVisible();
});

test('the backend comes back on its port after kill -9', async ({ stack }) => {
  const before = stack.backendPid;
  await stack.crashBackend();
  await stack.startBackend();
  expect(stack.backendPid).not.toBe(before);
  const ready = await fetch(
    `${stack.backendUrl}/.backstage/health/v1/readiness`,
  );
  expect(ready.status).toBe(200);
});
