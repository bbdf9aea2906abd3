import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Clock, RunStore, ScriptBridge } from '../../ports';

export interface RetentionOptions {
  store: Pick<RunStore, 'remove' | 'findKnown'>;
  bridge: Pick<ScriptBridge, 'listSpooled' | 'forgetRun'>;
  clock: Clock;
  logger: LoggerService;
  /** Finished runs older than this (ms) are removed … */
  keepMs: number;
  /** … and those beyond this number. */
  keepRuns: number;
}

/**
 * Plans and probes are in no database: their files are those of a process that
 * died when nothing changed for so long (ms).
 */
const UNKNOWN_MS = 60 * 60 * 1_000;

/** Few, since a finished run may be told to go on after it was asked about. */
const ASKED_AT_A_TIME = 20;

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
    const removed = await store.remove(rule, signal);
    if (removed > 0) logger.info(`Removed ${removed} old run(s)`);
    return removed;
  }

  /**
   * In every process that has a spool: files that a crash has left. Those of
   * finished runs go at once, since they hold what was printed before it was
   * masked. Those of unfinished runs stay, on whatever host their scripts run.
   */
  async removeLeftFiles(signal: AbortSignal): Promise<number> {
    const { store, bridge, clock } = this.options;
    const left = await bridge.listSpooled();
    let removed = 0;
    while (left.length > 0 && !signal.aborted) {
      const some = left.splice(0, ASKED_AT_A_TIME);
      const known = new Map(
        (await store.findKnown(some.map(({ runId }) => runId))).map(run => [
          run.id,
          run.finished,
        ]),
      );
      const unknownSince = clock.now() - UNKNOWN_MS;
      const gone = some.filter(
        ({ runId, changedAt }) => known.get(runId) ?? changedAt < unknownSince,
      );
      for (const { runId } of gone) await bridge.forgetRun(runId);
      removed += gone.length;
    }
    return removed;
  }
}
