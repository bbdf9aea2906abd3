import path from 'node:path';
import {
  listSelectors,
  readLabels,
  readMonitoringExpressions,
} from './monitoring/monitoringExpressions';
import { waitForRun } from './pages';
import { Prometheus } from './monitoring/Prometheus';
import { expect, test } from './stack';

test.skip(
  !Prometheus.isInstalled(),
  'There is no Prometheus here: install the package prometheus to run this',
);
test.setTimeout(180_000);

/** Labels that Prometheus gives to what it scrapes. */
const BY_PROMETHEUS = ['instance', 'job'];

test('a real Prometheus scrapes the backend, and what the dashboard and the alerts ask for is there', async ({
  stack,
  sandbox,
}) => {
  const prometheus = await Prometheus.start(
    path.join(sandbox.dataDirectory, 'prometheus'),
    stack.metricsTarget,
  );
  try {
    for (const [flow, input] of [
      ['check-prerequisites', {}],
      ['bootstrap-platform', { dry_run: true }],
    ] as const) {
      const started = await stack.request(`/flows/${flow}/runs`, {
        method: 'POST',
        body: { input },
      });
      expect(started.status).toBe(201);
      const { id } = await started.json();
      await waitForRun(stack, id, ['succeeded', 'succeeded-with-warnings']);
    }
    // Other tests have run it on this backend as well.
    const checks = await stack.request(
      '/runs?flow=check-prerequisites&environment=development&status=succeeded,succeeded-with-warnings&limit=100',
    );
    const checked = (await checks.json()).items.length;
    const answers = (expression: string) =>
      expect.poll(() => prometheus.query(expression), { timeout: 90_000 });
    await answers(
      'sum(idp_orchestrator_runs_total{flow="check-prerequisites",environment="development",outcome=~"succeeded.*"})',
    ).toEqual([checked]);
    await answers(
      'sum(idp_orchestrator_runs_total{flow="bootstrap-platform",dry_run="true"})',
    ).toEqual([1]);
    // Other tests have run scripts on this backend as well.
    await answers(
      'sum(idp_orchestrator_script_exits_total{exit="0"}) > bool 0',
    ).toEqual([1]);
    await answers('idp_orchestrator_queue_depth').toEqual([0]);
    await answers('idp_orchestrator_queue_oldest_seconds').toEqual([0]);
    await answers('count(idp_orchestrator_service_down) > bool 0').toEqual([1]);

    const expressions = readMonitoringExpressions();
    const figures = await fetch(`http://${stack.metricsTarget}/metrics`);
    const known = readLabels(await figures.text());
    for (const { name, expression } of expressions) {
      for (const { metric, labels } of listSelectors(expression)) {
        const told = [...(known.get(metric) ?? []), ...BY_PROMETHEUS];
        expect(told, `${name} asks for ${metric}`).toEqual(
          expect.arrayContaining(labels),
        );
      }
    }
    for (const { name, isAlert, expression } of expressions) {
      // Alerts find nothing while all is well; nor does what has failed.
      if (isAlert || expression.includes('outcome="failed"')) continue;
      await expect
        .poll(() => prometheus.query(expression), { message: name })
        .not.toEqual([]);
    }
    await expect
      .poll(async () => Object.values(await prometheus.readRules()))
      .toEqual(expressions.filter(({ isAlert }) => isAlert).map(() => 'ok'));
  } finally {
    await prometheus.stop();
  }
});
