import { mockServices } from '@backstage/backend-test-utils';
import { sqlite } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestSecrets } from '../../__testUtils__/keys';
import { createDatabaseRunStore } from '../../database';
import { RunDispatcher } from '../../dispatch';
import {
  LeaseKeeper,
  RunCreator,
  RunNotifier,
  systemClock,
} from '../../engine';
import type { AnyStepType } from '../../engine/EngineStepContext';
import { FlowCatalog } from '../../flows';
import { createFlowStep } from '../../steps';
import { createChildRuns } from './createChildRuns';

const leaf = flowOf([{ id: 'next', uses: 'flow', with: { flow: 'other' } }], {
  id: 'leaf',
});
const flows = [
  leaf,
  flowOf([{ id: 'none', uses: 'flow', if: 'false', with: { flow: 'leaf' } }], {
    id: 'other',
  }),
];

describe('The runs that steps start', () => {
  const kind = sqlite();

  beforeAll(() => kind.start());
  afterAll(() => kind.stop());

  it('are limited by their number, through all levels of a tree', async () => {
    const clock = systemClock;
    const store = createDatabaseRunStore(await kind.create(), clock);
    const logger = mockServices.logger.mock();
    const engine = { store, clock, worker: 'w', notifier: new RunNotifier() };
    const stepTypes = new Map<string, AnyStepType>();
    const parts = { ...engine, logger };
    const dispatcher = new RunDispatcher({ ...parts, concurrency: 1 });
    const leases = new LeaseKeeper(parts);
    const children = createChildRuns({
      ...engine,
      stepTypes,
      flows: new FlowCatalog(() => flows, {
        list: async () => ({ scripts: [], problems: [] }),
      }),
      secrets: createTestSecrets(),
      dispatcher,
      creator: new RunCreator({ ...engine, dispatcher, leases }),
      runsUrl: '',
      inventory: { list: async () => [] },
      environments: { known: ['development'], fallback: 'development' },
      windows: { listRules: () => [] },
      mostBelow: 3,
    });
    stepTypes.set('flow', createFlowStep(children) as AnyStepType);
    const start = (runId: string, attempt: number) =>
      children.start({
        flowId: 'leaf',
        request: { input: {}, environment: 'development' },
        parent: { runId, stepId: 'next' },
        attempt,
        secrets: [],
      });
    const top = (await store.create(newRunOf(leaf))).run.id;
    const other = (await store.create(newRunOf(leaf))).run.id;

    const first = await start(top, 1);
    const below = await start(first, 1);
    await start(below, 1);
    for (const full of [top, first, below]) {
      await expect(start(full, 2)).rejects.toThrow(
        `Run ${top} has 3 runs below it already, and no run has more`,
      );
    }
    expect(await start(top, 1)).toBe(first);
    expect(await store.countBelow(top)).toBe(3);
    await start(other, 1);
    expect(await store.countBelow(other)).toBe(1);
  });
});
