import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  cancelAtOnce,
  STORM_GRACE_MS,
  stormSetting,
  TrialBackend,
  type Storm,
} from '../drill/harness';
import { repeat } from '../measure/repeat';
import { median, percentile } from '../measure/statistics';
import {
  inMs,
  inSeconds,
  NOTHING,
  type Bar,
  type Figure,
} from '../report/Figure';

const SCRIPTS = 100;
const REPETITIONS = 3;
const MOST_TERMED_MS = 1_000;
const MOST_ENDED_MS = STORM_GRACE_MS + 2_000;
const MOST_READ_MS = 100;

export const cancelStorm: Bar = {
  number: 15,
  title: `${SCRIPTS} running scripts, cancelled at once`,
  async measure() {
    const storms = await repeat(REPETITIONS, measureStorm);
    const heard = storms.every(({ notTermed }) => notTermed === 0);
    return [
      report('the last one heard TERM', {
        times: storms.map(({ lastTermedMs }) => lastTermedMs),
        mostMs: MOST_TERMED_MS,
        isWhole: heard,
      }),
      report(
        `no process left; half ignore TERM; grace ${STORM_GRACE_MS / 1_000} s`,
        {
          times: storms.map(({ lastEndedMs }) => lastEndedMs),
          mostMs: MOST_ENDED_MS,
          isWhole: true,
        },
      ),
      reportReads(storms.flatMap(({ readsMs }) => readsMs)),
    ];
  },
};

async function measureStorm(): Promise<Storm> {
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-storm-'));
  const place = path.join(folder, 'backend');
  const backend = await TrialBackend.start(stormSetting(place, SCRIPTS));
  try {
    return await cancelAtOnce(backend, SCRIPTS);
  } finally {
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function report(
  what: string,
  {
    times,
    mostMs,
    isWhole,
  }: { times: number[]; mostMs: number; isWhole: boolean },
): Figure {
  const longest = Math.max(...times);
  return {
    what: `cancel → ${what}`,
    ours: `${inSeconds(median(times))}, at most ${inSeconds(longest)}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: `≤ ${inSeconds(mostMs)}`,
    met: isWhole && longest <= mostMs,
  };
}

function reportReads(times: number[]): Figure {
  const p95 = percentile(times, 95);
  return {
    what: 'the list of runs meanwhile, over HTTP',
    ours: `${inMs(median(times))}, p95 ${inMs(p95)}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: `p95 ≤ ${MOST_READ_MS} ms`,
    met: p95 <= MOST_READ_MS,
  };
}
