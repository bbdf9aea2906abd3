import { parseArgs } from 'node:util';
import { drillDatabaseAway } from './drillDatabaseAway';
import { drillFrozen } from './drillFrozen';
import { drillRestarts } from './drillRestarts';
import { drillReplicas, type DrillReport } from './drillReplicas';
import { drillWorkers } from './drillWorkers';
import { Fleet } from './Fleet';
import { measureEventDelay } from './measureEventDelay';

const FROZEN_MS = 30_000;
const AWAY_MS = 20_000;
const AWAY_RUNS = 60;
const RESTARTS = 10;
const RESTART_RUNS = 20;
const WORKER_RESTARTS = 6;
const WORKER_RUNS = 6;

/**
 * `tools/yarn drill:replicas [--runs 300] [--replicas 3] [--every 2000]`:
 * kills replicas at random until all runs are over, on one host and as if on
 * hosts apart; freezes one for 30 s, takes the database away for 20 s,
 * replaces ten that are process 1 under 20 runs each, and six workers behind one
 * that only answers, and measures how late another replica shows an event. Ends
 * with 1 when something was lost or done twice.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '300' },
      replicas: { type: 'string', default: '3' },
      every: { type: 'string', default: '2000' },
      concurrency: { type: 'string', default: '5' },
    },
  });
  const common = {
    replicas: Number(values.replicas),
    concurrency: Number(values.concurrency),
    killEveryMs: Number(values.every),
    onProgress: (text: string) => console.log(`  ${text}`),
  };
  const runs = Number(values.runs);
  // They are short: fewer would be over before the first kill.
  const naps = Math.max(runs / 2, 100);

  const scripts = await drill('one host, three scripts a run', {
    ...common,
    flow: 'three-scripts',
    runs,
  });
  const apart = await drill('hosts apart, steps that may start again', {
    ...common,
    flow: 'naps',
    runs: naps,
    hostsApart: true,
  });
  const others = await drillOthers();
  const good =
    isGood(scripts, runs) &&
    scripts.starts === runs * 3 &&
    isGood(apart, naps) &&
    others;
  console.log(good ? 'Nothing lost, nothing twice' : 'SOMETHING IS WRONG');
  process.exitCode = good ? 0 : 1;
}

/** Whether all is good of what is done once. */
async function drillOthers(): Promise<boolean> {
  const fleet = await Fleet.create();
  const frozen = [false, true].map(hostsApart => async () => {
    const where = hostsApart ? 'hosts apart' : 'one host';
    console.log(`a replica is frozen for ${FROZEN_MS / 1_000} s, ${where}`);
    const report = await drillFrozen(fleet, {
      frozenMs: FROZEN_MS,
      hostsApart,
    });
    await fleet.clear();
    const { run, workers, lines, ...counts } = report;
    const { status, steps } = run;
    const { attempts } = steps[0];
    console.log({
      ...{ status, attempts, ...counts },
      ...{ workers: workers.length, lines: lines.length },
    });
    return (
      status === 'succeeded' &&
      report.starts === attempts &&
      report.violations.length === 0
    );
  });
  const away = async () => {
    console.log(`the database is away for ${AWAY_MS / 1_000} s`);
    const report = await drillDatabaseAway(fleet, {
      awayMs: AWAY_MS,
      runs: AWAY_RUNS,
    });
    await fleet.clear();
    const { endings, starts, violations } = report;
    console.log({ runs: endings.length, starts, violations });
    return (
      endings.every(ending => ending === 'succeeded') &&
      starts === AWAY_RUNS * 3 &&
      violations.length === 0
    );
  };
  const restarted = async () => {
    console.log(
      `${RESTARTS} rolling restarts, each under ${RESTART_RUNS} runs`,
    );
    const { endings, notOnce, violations, ...counts } = await drillRestarts(
      fleet,
      { restarts: RESTARTS, runs: RESTART_RUNS },
    );
    await fleet.clear();
    const runs = endings.filter(ending => ending === 'succeeded').length;
    console.log({ runs, notOnce, violations, ...counts });
    return (
      runs === RESTARTS * RESTART_RUNS &&
      counts.starts === runs * 3 &&
      notOnce.length === 0 &&
      violations.length === 0
    );
  };
  let good = true;
  for (const one of [...frozen, away, restarted]) good = (await one()) && good;
  for (const scripts of ['end', 'go on'] as const) {
    good = (await replaceWorkers(fleet, scripts)) && good;
  }
  const delays = await measureEventDelay(fleet);
  await fleet.remove();
  console.log(
    `commit of an event → viewer on another replica: ${describe(delays)}`,
  );
  return good;
}

async function replaceWorkers(
  fleet: Fleet,
  scripts: 'end' | 'go on',
): Promise<boolean> {
  console.log(
    `${WORKER_RESTARTS} workers are replaced; their scripts ${scripts}`,
  );
  const { endings, moves, ...counts } = await drillWorkers(fleet, {
    restarts: WORKER_RESTARTS,
    runs: WORKER_RUNS,
    scripts,
  });
  await fleet.clear();
  const runs = endings.filter(ending => ending === 'succeeded').length;
  console.log({ runs, ...counts });
  const kinds = Object.groupBy(moves, ({ what }) => what);
  for (const [what, found] of Object.entries(kinds)) {
    const times = found.map(({ waitMs }) => waitMs);
    console.log(`a ${what} that went on elsewhere: ${describe(times)}`);
  }
  return (
    runs === endings.length &&
    counts.starts === counts.wanted &&
    counts.notOnce.length === 0 &&
    counts.violations.length === 0
  );
}

async function drill(
  title: string,
  options: Parameters<typeof drillReplicas>[1],
): Promise<DrillReport> {
  console.log(`${title}: ${options.runs} runs`);
  const fleet = await Fleet.create();
  const report = await drillReplicas(fleet, options);
  await fleet.remove();
  const { takeovers, ...counts } = report;
  console.log(JSON.stringify(counts, undefined, 2));
  console.log(`kill -9 → the run goes on elsewhere: ${describe(takeovers)}`);
  return report;
}

function isGood(report: DrillReport, runs: number): boolean {
  return (
    report.endings.succeeded === runs &&
    report.notOnce.length === 0 &&
    report.violations.length === 0
  );
}

function describe(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return `${sorted.length} times, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms`;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
