import { mockServices } from '@backstage/backend-test-utils';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  defineStepType,
  type StepContext,
  type StepOutcome,
} from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { createTestSecrets } from '../../__testUtils__/keys';
import type { TestDatabaseKind } from '../../__testUtils__/databases';
import { createDatabaseRunStore } from '../../database';
import { LeaseKeeper, RunCreator, RunNotifier, RunWorker } from '../../engine';
import type { AnyStepType } from '../../engine/EngineStepContext';
import type { Clock, Dispatcher, RunRelay, RunStore } from '../../ports';
import { systemClock } from '../../waiting/systemClock';

/** The parts that a dispatcher is made with in each process. */
export interface ProcessParts {
  store: RunStore;
  clock: Clock;
  logger: LoggerService;
  worker: string;
  leases: LeaseKeeper;
  concurrency: number;
}

/** An implementation and its database, as the contract needs them. */
export interface DispatcherKind {
  name: string;
  database: TestDatabaseKind;
  /** The parts of one process that differ. */
  create(
    knex: Knex,
    parts: ProcessParts,
  ): Promise<{
    dispatcher: Dispatcher;
    relay?: RunRelay;
    close(): Promise<void>;
  }>;
}

/** The work of an attempt of the only step. */
export type Act = (context: StepContext) => Promise<StepOutcome>;

export interface TestProcess {
  dispatcher: Dispatcher;
  creator: RunCreator;
  notifier: RunNotifier;
  store: RunStore;
  start(): void;
  stop(): Promise<void>;
}

let count = 0;

/** Makes a store, a worker and a dispatcher: a process of its own in all but the operating system's eyes. */
export async function createTestProcess(
  kind: DispatcherKind,
  knex: Knex,
  { act, concurrency = 20 }: { act: Act; concurrency?: number },
): Promise<TestProcess> {
  count += 1;
  const logger = mockServices.logger.mock();
  const store = createDatabaseRunStore(knex, systemClock);
  const parts = {
    store,
    clock: systemClock,
    logger,
    worker: `elsewhere-${count}/boot/0/1/1/${count}`,
  };
  const leases = new LeaseKeeper(parts);
  const made = await kind.create(knex, { ...parts, leases, concurrency });
  const { dispatcher } = made;
  const notifier = new RunNotifier(made.relay);
  const creator = new RunCreator({ ...parts, dispatcher, leases, notifier });
  const stepType = defineStepType({
    uses: 'test',
    inputSchema: z.record(z.string(), z.unknown()),
    resumable: true,
    run: (_, context) => act(context),
    plan: async () => ({ effect: 'unknown', text: '' }),
  });
  const worker = new RunWorker({
    ...parts,
    leases,
    creator,
    notifier,
    bridge: { forget: async () => {} },
    secrets: createTestSecrets(),
    stepTypes: new Map([['test', stepType as AnyStepType]]),
  });
  let stopped = false;
  return {
    dispatcher,
    creator,
    notifier,
    store,
    start() {
      leases.start();
      dispatcher.start((id, signal, draining) =>
        worker.work(id, signal, draining),
      );
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await dispatcher.stop();
      await leases.stop();
      await made.close();
    },
  };
}
