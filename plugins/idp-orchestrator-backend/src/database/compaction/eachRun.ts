import type { LoggerService } from '@backstage/backend-plugin-api';
import { readOutage } from '../availability/explainUnavailable';
import type { Clock } from '../../ports';
import { msSince } from '../../waiting/monotonicTime';

export interface EachRunOptions {
  clock: Clock;
  logger: Pick<LoggerService, 'warn'>;
  signal: AbortSignal;
}

/**
 * Does something to one run after the other, and rests as long as each took, so
 * that those who wait for the database get it in between. What goes wrong with
 * one run is told in the log, and keeps no other from its turn.
 *
 * @param list lists the next ids after one
 * @returns of how many runs `act` said that it did something
 */
export async function eachRun<Row extends { id: string }>(
  options: EachRunOptions,
  list: (after: Row | undefined) => Promise<Row[]>,
  act: (runId: string) => Promise<boolean>,
): Promise<number> {
  const { clock, signal } = options;
  let count = 0;
  for (let rows = await list(undefined); rows.length > 0;) {
    for (const { id } of rows) {
      if (signal.aborted) return count;
      const since = clock.monotonic();
      if (await attempt(options, id, act)) count += 1;
      await clock.sleep(msSince(clock, since), signal);
    }
    rows = await list(rows.at(-1));
  }
  return count;
}

async function attempt(
  { logger }: EachRunOptions,
  runId: string,
  act: (runId: string) => Promise<boolean>,
): Promise<boolean> {
  try {
    return await act(runId);
  } catch (error) {
    if (readOutage(error)) throw error;
    logger.warn(
      `What is stored of run ${runId} stays as it is, since it could not be read or written`,
      error as Error,
    );
    return false;
  }
}
