import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Fleet } from './Fleet';

export interface FrozenReport {
  run: Run;
  /** Who worked on the run, in turn. */
  workers: string[];
  /** What the step's log says, in order. */
  lines: string[];
  /** Starts of the script, and those beside another one. */
  starts: number;
  violations: string[];
  /** Whether the replica that was frozen is still there. */
  isUp: boolean;
}

/**
 * Freezes a replica in the middle of a script until another one has the run,
 * and for `frozenMs` at least, then lets it go on with what it believes. As if
 * on hosts apart, nobody can follow the script of the first one.
 */
export async function drillFrozen(
  fleet: Fleet,
  { frozenMs, hostsApart = false }: { frozenMs: number; hostsApart?: boolean },
): Promise<FrozenReport> {
  const start = (hostName: string) =>
    fleet.startReplica(
      hostsApart ? { hostName, adoptionWindow: { seconds: 5 } } : {},
    );
  const first = await start('frozen');
  const runId = await fleet.createRun('longer-script');
  await fleet.until(runId, run => run.lastSeq > 10);
  first.freeze();
  const frozen = sleep(frozenMs);
  await start('other');
  await Promise.all([
    frozen,
    fleet.until(runId, ({ steps: [{ attempts, history }] }) =>
      hostsApart ? attempts === 2 : Boolean(history[0].adoptedAt),
    ),
  ]);
  first.thaw();
  const [run] = await fleet.finished([runId]);
  return {
    run,
    workers: await listWorkers(fleet, runId),
    lines: await readLines(fleet, run),
    starts: (await fleet.readEffects()).length,
    violations: await fleet.readViolations(),
    isUp: first.isUp,
  };
}

async function listWorkers(fleet: Fleet, runId: string): Promise<string[]> {
  const feed = await fleet.readFeed(runId);
  return feed.flatMap(entry =>
    entry.kind === 'event' &&
    (entry.event.type === 'run.started' || entry.event.type === 'run.resumed')
      ? [entry.event.worker]
      : [],
  );
}

async function readLines(fleet: Fleet, run: Run): Promise<string[]> {
  const range = { runId: run.id, stepId: 'only', from: 1, to: 10_000 };
  return (await fleet.store.readLog(range)).items.map(({ text }) => text);
}
