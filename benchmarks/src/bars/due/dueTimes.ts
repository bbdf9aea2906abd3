/* eslint-disable @backstage/no-forbidden-package-imports -- the plugin exports features only */
import {
  joinOpenings,
  readPeriods,
  readTiming,
  type DueTimes,
  type Openings,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/calendar';
import { median, percentile } from '../../measure/statistics';
import { NOTHING, type Bar, type Figure } from '../../report/Figure';

const COUNT = 5_000;
const NOW = Date.UTC(2026, 10, 28, 12);
const ROUNDS = 5;
const LOOKS = 100_000;
const MOST_NEXT_MS = 0.5;
const MOST_LOOK_MS = 0.2;
const MOST_BYTES = 20 * 1024;

const zones = Intl.supportedValuesOf('timeZone');

/** The timings of a large platform, in all time zones, hardly two the same. */
export const dueTimes: Bar = {
  number: 23,
  title: `The due times of ${COUNT.toLocaleString('en')} timings`,
  async measure() {
    const before = readHeapBytes();
    const begun = performance.now();
    const all = Array.from({ length: COUNT }, (_, index) => read(index));
    const readMs = (performance.now() - begun) / COUNT;
    const first = timeEach(all);
    const later = Array.from({ length: ROUNDS }, () => timeEach(all)).flat();
    const bytes = Math.max(0, readHeapBytes() - before) / COUNT;
    const lookMs = timeLooks(openings());
    return report({ readMs, first, later, bytes, lookMs });
  },
};

function read(index: number): DueTimes {
  const [minute, hour, day] = [index % 60, index % 24, (index % 28) + 1];
  const patterns = [
    `${minute} ${hour} * * 1-5`,
    `*/${hour + 2} * * * *`,
    `${minute} 3 ${day} * *`,
    `${minute} ${hour} * * SUN`,
    `${minute} */6 * * *`,
  ];
  const reading = readTiming({
    cron: patterns[index % patterns.length],
    timezone: zones[(index * 7) % zones.length],
  });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return reading.times;
}

/** How long each takes for its next due time (ms). */
function timeEach(all: DueTimes[]): number[] {
  return all.map(times => {
    const begun = performance.now();
    times.nextAfter(NOW);
    return performance.now() - begun;
  });
}

/** Two freezes and two maintenance windows, as an environment may have. */
function openings(): Openings {
  const timezone = 'Europe/Berlin';
  const periods = (timing: object) => {
    const reading = readPeriods({ timezone, ...timing });
    if ('problems' in reading) {
      throw new Error(JSON.stringify(reading.problems));
    }
    return reading.periods;
  };
  return joinOpenings({
    freezes: [
      periods({ from: '2026-12-18T17:00', to: '2027-01-04T06:00' }),
      periods({ cron: '0 15 * * 5', duration: '60h' }),
    ],
    maintenance: [
      periods({ cron: '0 22 * * *', duration: '4h' }),
      periods({ cron: '0 21 * * 1-5', duration: '6h' }),
    ],
  });
}

/** How long a look at what is open takes (ms), asked each second. */
function timeLooks({ stateAt, nextOpening }: Openings): number {
  const begun = performance.now();
  for (let look = 0; look < LOOKS; look++) {
    stateAt(NOW + look * 1_000);
    nextOpening(NOW + look * 1_000);
  }
  return (performance.now() - begun) / LOOKS;
}

function readHeapBytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

interface Measured {
  readMs: number;
  first: number[];
  later: number[];
  bytes: number;
  lookMs: number;
}

function report(measured: Measured): Figure[] {
  const { readMs, first, later, bytes, lookMs } = measured;
  const none = { peer: NOTHING, ratio: NOTHING };
  const next = (what: string, each: number[]) => ({
    what,
    ours: `${inUs(percentile(each, 99))}, median ${inUs(median(each))}`,
    ...none,
    bar: `≤ ${inUs(MOST_NEXT_MS)}`,
    met: percentile(each, 99) <= MOST_NEXT_MS,
  });
  return [
    { what: 'to read one', ours: inUs(readMs), ...none, bar: NOTHING },
    next('p99 of the next due time, the first time', first),
    next('p99 of the next due time, later', later),
    {
      what: 'memory for each',
      ours: `${(bytes / 1024).toFixed(1)} KB`,
      ...none,
      bar: `≤ ${MOST_BYTES / 1024} KB`,
      met: bytes <= MOST_BYTES,
    },
    {
      what: 'a look at four windows each second: open, and when next',
      ours: inUs(lookMs),
      ...none,
      bar: `≤ ${inUs(MOST_LOOK_MS)}`,
      met: lookMs <= MOST_LOOK_MS,
    },
  ];
}

function inUs(ms: number): string {
  return `${(ms * 1_000).toFixed(1)} µs`;
}
