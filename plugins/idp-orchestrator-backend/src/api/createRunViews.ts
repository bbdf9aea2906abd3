import { NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { nameNearest } from '../flows';
import type { RunStore } from '../ports';
import type { Orchestrator } from './Orchestrator';
import type { RunFeeds } from './RunFeeds';
import { tellQueue } from './tellQueue';

/** What there is to see of runs. */
export function createRunViews(options: {
  store: RunStore;
  feeds: RunFeeds;
}): Pick<
  Orchestrator,
  | 'listRuns'
  | 'countRuns'
  | 'getRun'
  | 'getStep'
  | 'readFeed'
  | 'watchRun'
  | 'readLog'
> {
  const { store, feeds } = options;
  const getRun = (runId: string) => requireRun(store, runId);
  return {
    async listRuns(_, filter, page) {
      const { items, ...rest } = await store.list(filter, page);
      const told = items.map(run => tellQueue(store, run));
      return { items: await Promise.all(told), ...rest };
    },
    countRuns: (_, filter) => store.count(filter),
    getRun: async (_, runId) => tellQueue(store, await getRun(runId)),
    async getStep(_, runId, stepId) {
      const run = await getRun(runId);
      const step = run.steps.find(({ id }) => id === stepId);
      if (step) return step;
      throw new NotFoundError(
        `Run ${runId} has no step ${stepId}. ${nameNearest(
          stepId,
          run.steps.map(({ id }) => id),
        )}`,
      );
    },
    async readFeed(_, runId, range) {
      await getRun(runId);
      return store.readFeed(runId, range);
    },
    async watchRun(_, runId, watch) {
      return feeds.watch(await getRun(runId), watch);
    },
    async readLog(_, range) {
      await getRun(range.runId);
      return store.readLog(range);
    },
  };
}

/** @throws NotFoundError */
export async function requireRun(
  store: Pick<RunStore, 'get'>,
  runId: string,
): Promise<Run> {
  const run = await store.get(runId);
  if (!run) throw new NotFoundError(`There is no run ${runId}`);
  return run;
}
