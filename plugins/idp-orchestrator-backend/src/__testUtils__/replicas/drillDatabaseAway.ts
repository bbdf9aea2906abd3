import { setTimeout as sleep } from 'node:timers/promises';
import { clientOf } from './clientOf';
import type { Fleet } from './Fleet';

export interface DatabaseAwayReport {
  /** How the runs ended. */
  endings: string[];
  /** Starts of scripts (three a run), and those beside another one of their step. */
  starts: number;
  violations: string[];
}

/**
 * Takes the database away from replicas at work, for `awayMs`; returns when
 * their health said so meanwhile, no longer says so, and all runs are over.
 */
export async function drillDatabaseAway(
  fleet: Fleet,
  { awayMs, runs }: { awayMs: number; runs: number },
): Promise<DatabaseAwayReport> {
  const [replica] = await Promise.all([
    fleet.startReplica(),
    fleet.startReplica(),
  ]);
  const healthSaysAway = async () => {
    const health = await clientOf(replica).getHealth({ refresh: true });
    const [first] = health.recommendations;
    return (
      health.status === 'degraded' &&
      first?.text.includes('database of the orchestrator cannot be reached') ===
        true
    );
  };
  if (await healthSaysAway()) throw new Error('The database is away already');
  const runIds: string[] = [];
  for (let number = 0; number < runs; number++) {
    runIds.push(await fleet.announceRun('three-scripts'));
  }
  await fleet.until(runIds[0], ({ startedAt }) => Boolean(startedAt));
  const interrupted = fleet.interruptDatabase(awayMs);
  while (!(await healthSaysAway())) await sleep(50);
  await interrupted;
  while (await healthSaysAway()) await sleep(50);
  const finished = await fleet.finished(runIds);
  return {
    endings: finished.map(({ status }) => status),
    starts: (await fleet.readEffects()).length,
    violations: await fleet.readViolations(),
  };
}
