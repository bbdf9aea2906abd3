import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Fleet } from './Fleet';
import type { Replica } from './Replica';

export interface DrillOptions {
  flow: 'three-scripts' | 'naps';
  runs: number;
  replicas: number;
  /** Runs that one replica works on at the same time. */
  concurrency: number;
  killEveryMs: number;
  /** Replicas say that they are on hosts apart: nobody sees that another's process is gone. */
  hostsApart?: boolean;
  onProgress?: (text: string) => void;
}

export interface DrillReport {
  runs: number;
  kills: number;
  /** Runs by how they ended. */
  endings: Record<string, number>;
  /** Steps that were not recorded as ended exactly once. */
  notOnce: string[];
  /** Starts of scripts, and those beside another one of the same step. */
  starts: number;
  violations: string[];
  /** From the kill to the next worker's first event, in ms, for each run that was held. */
  takeovers: number[];
  durationMs: number;
}

export interface Kill {
  at: number;
  runIds: string[];
}

/**
 * Kills a random replica with `kill -9` again and again, and replaces it,
 * until all runs are over; then reads what was recorded.
 */
export async function drillReplicas(
  fleet: Fleet,
  options: DrillOptions,
): Promise<DrillReport> {
  const begun = Date.now();
  const start = () => startReplica(fleet, options);
  const up = await Promise.all(Array.from({ length: options.replicas }, start));
  const runIds: string[] = [];
  for (let number = 0; number < options.runs; number++) {
    runIds.push(await fleet.announceRun(options.flow));
  }
  const over = new AbortController();
  const killing = killAgainAndAgain({ fleet, up, start, options, over });
  const runs = await fleet.finished(runIds);
  over.abort();
  const kills = await killing;
  const events = await readAllEvents(fleet, runIds);
  return {
    runs: runs.length,
    kills: kills.length,
    endings: countBy(runs.map(({ status }) => status)),
    notOnce: runs.flatMap(run =>
      run.steps
        .filter(({ id }) => countEndings(events.get(run.id) ?? [], id) !== 1)
        .map(({ id }) => `${run.id} ${id}`),
    ),
    starts: (await fleet.readEffects()).length,
    violations: await fleet.readViolations(),
    takeovers: kills.flatMap(kill => measureTakeovers(kill, events)),
    durationMs: Date.now() - begun,
  };
}

let hosts = 0;

function startReplica(
  fleet: Fleet,
  { concurrency, hostsApart }: DrillOptions,
): Promise<Replica> {
  hosts += 1;
  const hostName = hostsApart ? { hostName: `host-${hosts}` } : {};
  return fleet.startReplica({ concurrency, ...hostName });
}

/** Kills one after the other of those that are up, as long as more than `least` are, and starts another one each time. */
export async function killAgainAndAgain(drill: {
  fleet: Fleet;
  up: Replica[];
  start: () => Promise<Replica>;
  options: Pick<DrillOptions, 'killEveryMs' | 'onProgress'>;
  over: AbortController;
  /** How many stay; one when absent. */
  least?: number;
}): Promise<Kill[]> {
  const { fleet, up, start, options, over, least = 1 } = drill;
  const kills: Kill[] = [];
  const starting = new Set<Promise<void>>();
  for (;;) {
    await sleep(options.killEveryMs, undefined, over).catch(() => {});
    if (over.signal.aborted) break;
    // Whoever stays takes over.
    if (up.length <= least) continue;
    const [victim] = up.splice(Math.floor(Math.random() * up.length), 1);
    // The database may be away now.
    const runIds = await fleet.listRunsOf(victim).catch(() => []);
    kills.push({ at: Date.now(), runIds });
    await victim.kill();
    options.onProgress?.(
      `killed a replica that had ${runIds.length} run(s); ${up.length} are up`,
    );
    const started = start().then(replica => void up.push(replica));
    starting.add(started);
    void started.finally(() => starting.delete(started));
  }
  await Promise.all(starting);
  return kills;
}

async function readAllEvents(
  fleet: Fleet,
  runIds: string[],
): Promise<Map<string, RunEvent[]>> {
  const events = new Map<string, RunEvent[]>();
  for (const runId of runIds) {
    const feed = await fleet.readFeed(runId);
    events.set(
      runId,
      feed.flatMap(entry => (entry.kind === 'event' ? [entry.event] : [])),
    );
  }
  return events;
}

function countEndings(events: RunEvent[], stepId: string): number {
  return events.filter(
    event => event.type === 'step.finished' && event.stepId === stepId,
  ).length;
}

function measureTakeovers(
  { at, runIds }: Kill,
  events: Map<string, RunEvent[]>,
): number[] {
  return runIds.flatMap(runId => {
    const resumed = (events.get(runId) ?? []).find(
      event => event.type === 'run.resumed' && Date.parse(event.at) >= at,
    );
    return resumed ? [Date.parse(resumed.at) - at] : [];
  });
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
