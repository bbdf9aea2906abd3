import type { Engine } from './engine';
import type { Starter } from './operations';
import type { PluginOptions } from './PluginOptions';
import type { Schedules } from './schedules';

const UNLISTED =
  'Flows could not be listed at the start; whoever asks for them is told why';

export interface WorkParts {
  engine: Engine;
  worker: ReturnType<Engine['createWorker']>;
  schedules: Schedules;
  starter: Starter;
}

/** Works on runs, and starts what is due, from when Backstage has started. */
export function startWork(
  { config, services }: PluginOptions,
  { engine, worker, schedules, starter }: WorkParts,
): void {
  const { lifecycle, rootLifecycle, logger } = services;
  lifecycle.addStartupHook(async () => {
    await engine.start((runId, signal, draining) =>
      worker.work(runId, signal, draining),
    );
    schedules.scheduler.start();
    schedules.fileSchedules.start();
  });
  // So that what is wrong with a flow is in the log before anybody asks. Where
  // there are doors, the tools of agents have listed them.
  if (config.engine.role !== 'worker') return;
  rootLifecycle.addStartupHook(() => {
    starter.flows.list().catch(error => logger.warn(UNLISTED, error as Error));
  });
}
