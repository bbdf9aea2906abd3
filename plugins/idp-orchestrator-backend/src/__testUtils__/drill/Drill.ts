import { mkdir } from 'node:fs/promises';
import { isRunFinished } from '@idp/backstage-plugin-idp-orchestrator-common';
import createKnex, { type Knex } from 'knex';
import { createDatabaseRunStore, openDatabase } from '../../database';
import { systemClock } from '../../waiting/systemClock';
import type { RunStore } from '../../ports';
import { newRunOf } from '../flows';
import type { Crash, CrashTime } from './Crash';
import { DrillBackend } from './DrillBackend';
import type { DrillSetting } from './DrillSetting';
import { inspectRun } from './inspectRun';
import { findDifferences, type Outcome } from './outcome';
import { wrapScripts } from './wrapScripts';

export interface CrashResult {
  crash: Crash;
  runId: string;
  /** False when the run was over before it came to this commit. */
  crashed: boolean;
  /** None when all is as if nothing had happened. */
  faults: string[];
}

export interface Series {
  when: CrashTime;
  /** The commits at which a backend dies: from 1, until a run is over before. */
  from?: number;
  to?: number;
  /** Of so many commits, one. */
  every?: number;
  /** Called before each run, while nothing runs. */
  prepare?(): Promise<void>;
}

/**
 * Runs a flow again and again, each time with a backend that dies at another
 * commit, and holds what the next backend made of it against a run that was
 * left in peace.
 */
export class Drill {
  readonly #store: RunStore;
  #backend: DrillBackend | undefined;
  #reference: Outcome = {};

  private constructor(
    private readonly setting: DrillSetting,
    private readonly knex: Knex,
  ) {
    this.#store = createDatabaseRunStore(knex, systemClock);
  }

  /** @throws Error when the flow does not even run in peace */
  static async open(setting: DrillSetting): Promise<Drill> {
    await mkdir(setting.folder, { recursive: true });
    await wrapScripts(setting.scriptsDirectory, setting.folder);
    const { database } = setting;
    const knex = await openDatabase({
      getClient: async () =>
        createKnex({ ...database, useNullAsDefault: true }),
    });
    const drill = new Drill(setting, knex);
    try {
      await drill.#runInPeace();
      return drill;
    } catch (error) {
      await drill.close();
      throw error;
    }
  }

  /**
   * Ends with the first run that is over before its crash, or that never is;
   * `tell` hears of each when it was looked at.
   */
  async series(
    { when, from = 1, to = Infinity, every = 1, prepare }: Series,
    tell: (result: CrashResult) => void,
  ): Promise<void> {
    for (let at = from; at <= to; at += every) {
      await prepare?.();
      const result = await this.#crash({ at, when });
      tell(result);
      if (!result.crashed || !(await this.#isFinished(result.runId))) return;
    }
  }

  async close(): Promise<void> {
    await this.#backend?.kill();
    await this.knex.destroy();
  }

  async #runInPeace(): Promise<void> {
    const backend = await this.#startBackend();
    const runId = this.#begin(backend);
    const waited = await backend.waitFor(runId);
    if (waited !== 'over') {
      throw new Error(`A run in peace is ${waited}: ${await backend.said()}`);
    }
    const { outcome, faults } = await this.#inspect(runId, false);
    if (faults.length > 0) {
      throw new Error(`A run in peace is not whole. ${faults.join('. ')}`);
    }
    if (outcome.status !== 'succeeded') {
      throw new Error(
        `A run in peace ends ${JSON.stringify(outcome, null, 2)}`,
      );
    }
    this.#reference = outcome;
  }

  /** The backend that finishes a run is the one that dies in the next. */
  async #crash(crash: Crash): Promise<CrashResult> {
    const first = this.#backend ?? (await this.#startBackend());
    const runId = this.#begin(first, crash);
    const crashed = (await first.waitFor(runId)) === 'backend-died';
    const diedAtTheEnd = crashed && (await this.#isFinished(runId));
    const next = crashed ? await this.#startBackend() : first;
    const waited = await next.waitFor(runId);
    const result = { crash, runId, crashed };
    if (waited !== 'over') {
      const complaint = `The run is ${waited}. The backend said: ${await next.said()}`;
      return { ...result, faults: [complaint] };
    }
    const { outcome, faults } = await this.#inspect(runId, diedAtTheEnd);
    const differences = findDifferences(this.#reference, outcome);
    return { ...result, faults: [...differences, ...faults] };
  }

  async #startBackend(): Promise<DrillBackend> {
    this.#backend = await DrillBackend.start(this.setting);
    return this.#backend;
  }

  #begin(backend: DrillBackend, crash?: Crash): string {
    const { flow, input } = this.setting;
    const run = newRunOf(flow, { input });
    backend.begin(run, crash);
    return run.run.id;
  }

  #inspect(runId: string, diedAtTheEnd: boolean) {
    const { folder } = this.setting;
    return inspectRun({ store: this.#store, folder, runId, diedAtTheEnd });
  }

  async #isFinished(runId: string): Promise<boolean> {
    const run = await this.#store.get(runId);
    return run !== undefined && isRunFinished(run);
  }
}
