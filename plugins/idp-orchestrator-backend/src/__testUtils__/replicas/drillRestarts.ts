import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Fleet } from './Fleet';
import type { Replica } from './Replica';

export interface RestartsOptions {
  restarts: number;
  /** Runs of three scripts each that are under way at each restart. */
  runs: number;
  onProgress?: (text: string) => void;
}

export interface RestartsReport {
  /** How the runs ended. */
  endings: string[];
  /** Starts of scripts, and those beside another one of their step. */
  starts: number;
  violations: string[];
  /** Steps that took more than one attempt, or of which lines are missing or doubled. */
  notOnce: string[];
  /** Replicas that worked on runs when they were told to stop. */
  busy: number;
  /** How long (ms) each of them took for that. */
  stops: number[];
}

/**
 * Replaces one of two replicas after another while scripts run, as a rolling
 * restart does: each is process 1 of its process numbers, as in a container, so
 * that its scripts would end with it.
 */
export async function drillRestarts(
  fleet: Fleet,
  { restarts, runs, onProgress }: RestartsOptions,
): Promise<RestartsReport> {
  let started = 0;
  const start = () => {
    started += 1;
    return fleet.startReplica(
      { hostName: `pod-${started}` },
      { isFirst: true },
    );
  };
  const up = [await start(), await start()];
  const runIds: string[] = [];
  const report = { busy: 0, stops: [] as number[] };
  for (let number = 0; number < restarts; number++) {
    up.push(await start());
    for (let run = 0; run < runs; run++) {
      runIds.push(await fleet.announceRun('three-scripts'));
    }
    const [oldest] = up.splice(0, 1);
    await untilBusy(fleet, { replica: oldest, runIds });
    report.busy += (await fleet.listRunsOf(oldest)).length > 0 ? 1 : 0;
    const begun = performance.now();
    await oldest.stop();
    report.stops.push(Math.round(performance.now() - begun));
    onProgress?.(`replaced a replica in ${report.stops.at(-1)} ms`);
  }
  const finished = await fleet.finished(runIds);
  return {
    ...report,
    endings: finished.map(({ status }) => status),
    starts: (await fleet.readEffects()).length,
    violations: await fleet.readViolations(),
    notOnce: await findNotOnce(fleet, finished),
  };
}

/** Waits until a replica has work, or there is none. */
async function untilBusy(
  fleet: Fleet,
  { replica, runIds }: { replica: Replica; runIds: string[] },
): Promise<void> {
  for (;;) {
    if ((await fleet.listRunsOf(replica)).length > 0) return;
    const all = await Promise.all(runIds.map(id => fleet.store.get(id)));
    if (all.every(run => run?.finishedAt)) return;
    await sleep(20);
  }
}

async function findNotOnce(fleet: Fleet, runs: Run[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id, steps } of runs) {
    for (const step of steps) {
      const lines = await fleet.readLines(id, step.id);
      const isWhole = lines.join() === 'line 1,line 2,line 3';
      if (step.attempts !== 1 || !isWhole) found.push(`${id} ${step.id}`);
    }
  }
  return found;
}
