import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore, ScriptBridge } from '../../ports';

export interface RetentionOptions {
  store: Pick<RunStore, 'remove' | 'findUnfinished'>;
  bridge: Pick<ScriptBridge, 'listSpooled' | 'forgetRun'>;
  clock: Clock;
  logger: LoggerService;
  /** Finished runs older than this (ms) are removed … */
  keepMs: number;
  /** … and those beyond this number. */
  keepRuns: number;
}

/** Files of a run that is not in the database may belong to one that is just being made (ms). */
const YOUNG_MS = 24 * 60 * 60 * 1_000;

const ASKED_AT_A_TIME = 200;

/** Removes what nobody will ask for any more; never what still runs. */
export class Retention {
  constructor(private readonly options: RetentionOptions) {}

  /** Once for all processes of a database. */
  async removeOldRuns(signal: AbortSignal): Promise<number> {
    const { store, clock, keepMs, keepRuns, logger } = this.options;
    const rule = {
      finishedBefore: clock.now() - keepMs,
      keepNewest: keepRuns,
    };
    let removed = 0;
    for (let some = 1; some > 0 && !signal.aborted; removed += some) {
      some = await store.remove(rule);
    }
    if (removed > 0) logger.info(`Removed ${removed} old run(s)`);
    return removed;
  }

  /** In every process that has a spool: files that a crash has left of finished runs. */
  async removeLeftFiles(signal: AbortSignal): Promise<number> {
    const { store, bridge, clock } = this.options;
    const old = (await bridge.listSpooled()).filter(
      ({ changedAt }) => changedAt < clock.now() - YOUNG_MS,
    );
    let removed = 0;
    while (old.length > 0 && !signal.aborted) {
      const some = old.splice(0, ASKED_AT_A_TIME).map(({ runId }) => runId);
      const unfinished = new Set(await store.findUnfinished(some));
      for (const runId of some.filter(id => !unfinished.has(id))) {
        await bridge.forgetRun(runId);
        removed += 1;
      }
    }
    return removed;
  }
}
