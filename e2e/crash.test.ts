import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunPage } from './runPage';
import type { Sandbox } from './Sandbox';
import { expect, test } from './stack';

test.use({
  scriptsDirectory: fileURLToPath(new URL('fixtures/scripts', import.meta.url)),
  backendGoesAway: true,
});

test.setTimeout(240_000);

const traceOf = (sandbox: Sandbox, name: string) =>
  fs.readFileSync(sandbox.file(name), 'utf8').trimEnd().split('\n');

test('an open page follows a run through kill -9 of the backend, and no line is missing or doubled', async ({
  portal,
  stack,
  sandbox,
}) => {
  const silent = await (
    await stack.request('/flows/silent/runs', { method: 'POST', body: {} })
  ).json();
  await portal.goto(`${stack.portalUrl}/idp-orchestrator/flows/chatty`);
  await portal.getByRole('button', { name: 'Run', exact: true }).click();
  await portal.waitForURL(/\/runs\/[^/]+$/);
  const run = new RunPage(portal);
  await expect(run.header).toContainText('Live');
  // Which ones are in sight depends on how far the script has come.
  await expect(portal.getByText(/^line number \d{2,}$/).first()).toBeVisible();

  await stack.crashBackend();
  await expect(run.header).toContainText('Reconnecting');
  await stack.startBackend();
  await expect(run.header).toContainText('Live', { timeout: 60_000 });
  await expect(run.header).toContainText('Running');

  fs.writeFileSync(sandbox.file('enough'), '');
  await run.expectState('Succeeded');
  const count = Number(traceOf(sandbox, 'chatty.count'));
  await expect(
    portal.getByText(`${count} lines`, { exact: true }),
  ).toBeVisible();
  const lines = await run.readLog('Chatty');
  expect([...lines]).toEqual(
    Array.from({ length: count }, (_, index) => [
      index + 1,
      `line number ${index + 1}`,
    ]),
  );
  expect(traceOf(sandbox, 'chatty.starts')).toEqual([run.runId]);

  await portal.goto(`${stack.portalUrl}/idp-orchestrator/runs/${silent.id}`);
  await run.expectState('Succeeded');
  await expect(portal.getByText('Nothing was printed.')).toBeVisible();
  expect(traceOf(sandbox, 'silent.starts')).toEqual([silent.id]);
});
