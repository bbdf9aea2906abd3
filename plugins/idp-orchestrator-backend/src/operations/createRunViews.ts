import { NotFoundError } from '@backstage/errors';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  PlatformView,
  type PlatformViewOptions,
} from '../access/resolve/PlatformView';
import type { AnyStepType } from '../engine/EngineStepContext';
import { planRest } from '../engine/planSteps';
import { nameNearest } from '../problems/nameNearest';
import type { RunStore } from '../ports';
import type { Orchestrator } from './Orchestrator';
import type { RunFeeds } from './RunFeeds';
import type { SecretInputs } from './SecretInputs';
import { lookForPlan } from './startRun';
import { withQueuePosition } from './withQueuePosition';

interface RunViewsOptions extends PlatformViewOptions {
  store: RunStore;
  feeds: RunFeeds;
  secretInputs: SecretInputs;
  stepTypes: ReadonlyMap<string, AnyStepType>;
}

/** What there is to see of runs. */
export function createRunViews(
  options: RunViewsOptions,
): Pick<
  Orchestrator,
  | 'listRuns'
  | 'countRuns'
  | 'getRun'
  | 'getRemainingPlan'
  | 'getStep'
  | 'readFeed'
  | 'watchRun'
  | 'readLog'
> {
  const { store, feeds, secretInputs, stepTypes } = options;
  const getRun = (runId: string) => requireRun(store, runId);
  const show = async (run: Run) =>
    secretInputs.hideInRun(await withQueuePosition(store, run));
  return {
    async listRuns(_, filter, page) {
      const { items, ...rest } = await store.list(filter, page);
      const told = items.map(show);
      return { items: await Promise.all(told), ...rest };
    },
    countRuns: (_, filter) => store.count(filter),
    getRun: async (_, runId) => show(await getRun(runId)),
    async getRemainingPlan(_, runId) {
      const run = await getRun(runId);
      const definition = await store.getDefinition(runId);
      if (!definition) throw new NotFoundError(`There is no run ${runId}`);
      const open = () => PlatformView.open(options);
      const look = lookForPlan(options, open);
      const items = await planRest(run, definition, { stepTypes, look });
      const hide = await secretInputs.hiderOfTexts(run);
      return { items: items.map(hide) };
    },
    async getStep(_, runId, stepId) {
      const run = await secretInputs.hideInRun(await getRun(runId));
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
      const hide = await secretInputs.hiderOfEntries(await getRun(runId));
      return (await store.readFeed(runId, range)).map(hide);
    },
    async watchRun(_, runId, watch) {
      const run = await getRun(runId);
      const entries = feeds.watch(run, watch);
      if (!run.secretInput) return entries;
      return mapEach(entries, await secretInputs.hiderOfEntries(run));
    },
    async readLog(_, range) {
      const run = await getRun(range.runId);
      const { items, ...rest } = await store.readLog(range);
      return {
        items: items.map(await secretInputs.hiderOfTexts(run)),
        ...rest,
      };
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

async function* mapEach<T>(
  pieces: AsyncGenerator<T[]>,
  change: (one: T) => T,
): AsyncGenerator<T[]> {
  for await (const piece of pieces) yield piece.map(change);
}
