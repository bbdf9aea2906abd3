import {
  crashAndRestart,
  LIMIT_MS,
  type CrashReport,
} from '../crash/crashAndRestart';
import { orchestratorSubject } from '../crash/orchestratorSubject';
import { scaffolderSubject } from '../crash/scaffolderSubject';
import { repeat } from '../measure/repeat';
import { median } from '../measure/statistics';
import {
  inSeconds,
  NOTHING,
  times,
  type Bar,
  type Figure,
} from '../report/Figure';

const REPETITIONS = 3;
const MOST_MS = 3_000;

export const crash: Bar = {
  number: 6,
  title: 'kill -9 of the backend while a script runs, and a restart',
  async measure() {
    const ours = await repeat(REPETITIONS, () =>
      crashAndRestart(orchestratorSubject),
    );
    // At the same time: they mostly wait.
    const [byDefault, recovering] = await Promise.all([
      crashAndRestart(scaffolderSubject('scaffolder', {})),
      crashAndRestart(
        scaffolderSubject('scaffolder, taskRecovery', {
          taskRecovery: { enabled: true },
        }),
      ),
    ]);
    return report(ours, { byDefault, recovering });
  },
};

interface Peers {
  byDefault: CrashReport;
  recovering: CrashReport;
}

function report(ours: CrashReport[], peers: Peers): Figure[] {
  return [...reportTimes(ours, peers), ...reportScripts(ours, peers)];
}

function reportTimes(ours: CrashReport[], peers: Peers): Figure[] {
  const followed = ours.map(one => one.followedAfterMs ?? Infinity);
  const sinceSpawn = ours.map(one => one.sinceSpawnMs ?? Infinity);
  const compare = (peer: CrashReport) => ({
    ours: describeMs(median(followed)),
    peer: describeMs(peer.followedAfterMs),
    ratio:
      peer.followedAfterMs && ours.every(one => one.followedAfterMs)
        ? times(median(followed) / peer.followedAfterMs)
        : NOTHING,
  });
  return [
    {
      ...compare(peers.byDefault),
      what: 'backend up to the next stored line; scaffolder by default',
      bar: `≤ ${inSeconds(MOST_MS)}`,
      met: Math.max(...followed) <= MOST_MS,
    },
    {
      ...compare(peers.recovering),
      what: 'the same; scaffolder with taskRecovery',
      bar: NOTHING,
    },
    {
      what: 'the same, from the start of the new process',
      ours: describeMs(median(sinceSpawn)),
      peer: describeMs(peers.recovering.sinceSpawnMs),
      ratio: NOTHING,
      bar: NOTHING,
    },
  ];
}

function reportScripts(ours: CrashReport[], peers: Peers): Figure[] {
  const worst = ours.find(one => !isWhole(one)) ?? ours[0];
  const compare = (peer: CrashReport) => ({
    ours: describeScript(worst),
    peer: describeScript(peer),
    ratio: NOTHING,
  });
  return [
    {
      ...compare(peers.byDefault),
      what: 'starts of the script; lines lost, doubled; scaffolder by default',
      bar: '1; 0, 0',
      met: ours.every(isWhole),
    },
    {
      ...compare(peers.recovering),
      what: 'the same; scaffolder with taskRecovery',
      bar: NOTHING,
    },
  ];
}

function describeMs(ms: number = Infinity): string {
  return Number.isFinite(ms)
    ? inSeconds(ms)
    : `not in ${Math.round(LIMIT_MS / 1_000)} s`;
}

function describeScript({ timesStarted, lines }: CrashReport): string {
  return `${timesStarted}; ${lines.lost}, ${lines.doubled}`;
}

function isWhole({ timesStarted, lines, isOver }: CrashReport): boolean {
  const { lost, doubled, inOrder } = lines;
  return isOver && timesStarted === 1 && lost === 0 && doubled === 0 && inOrder;
}
