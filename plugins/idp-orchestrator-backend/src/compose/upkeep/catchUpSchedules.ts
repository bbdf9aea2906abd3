import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { Clock } from '../../ports';
import type { Engine } from '../engine';
import type { Stopping } from '../Stopping';

/** A task that is under way just now is asked for again after so long (ms). */
const ASK_AGAIN_MS = 5_000;

/**
 * Lets the scheduled tasks of this plugin go on when the clock of the wall was
 * set back. Backstage keeps the time of day at which each is due next, so they
 * would rest for as long as the clock was set back. Each runs once instead, and
 * from there in its turn.
 */
export function catchUpSchedules(
  scheduler: SchedulerService,
  {
    engine,
    stopping,
  }: {
    engine: Pick<Engine, 'clockWatch' | 'clock' | 'logger'>;
    stopping: Pick<Stopping, 'signal'>;
  },
): void {
  const { clockWatch, clock, logger } = engine;
  clockWatch.onSet(stepMs => {
    if (stepMs >= 0) return;
    catchUp(scheduler, { clock, signal: stopping.signal }).catch(error =>
      logger.warn(
        'What is scheduled may rest until the clock is where it was before it was set back',
        error as Error,
      ),
    );
  });
}

async function catchUp(
  scheduler: SchedulerService,
  options: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  const tasks = await scheduler.getScheduledTasks();
  const shared = tasks.filter(({ scope }) => scope === 'global');
  await Promise.all(shared.map(({ id }) => trigger(scheduler, id, options)));
}

/** Waits until the task is not under way, since what it is due next is written at its end. */
async function trigger(
  scheduler: SchedulerService,
  taskId: string,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await scheduler.triggerTask(taskId);
      return;
    } catch (error) {
      if ((error as Error).name !== 'ConflictError') throw error;
    }
    await clock.sleep(ASK_AGAIN_MS, signal);
  }
}
