/* eslint-disable @backstage/no-forbidden-package-imports -- the plugin exports features only */
import { readPeriods } from '@idp/backstage-plugin-idp-orchestrator-backend/src/calendar';
import { createNewRun } from '@idp/backstage-plugin-idp-orchestrator-backend/src/engine/createNewRun';
import {
  createStepGate,
  type WindowRule,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/gate';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { nothingFlow } from '../../measure/flows';
import { median, percentile } from '../../measure/statistics';
import { NOTHING, type Bar, type Figure } from '../../report/Figure';

/** A Monday, with the maintenance windows open and no freeze on. */
const OPEN = Date.UTC(2026, 10, 30, 12);
/** In the freeze of a night, half an hour after its begin. */
const FROZEN = Date.UTC(2026, 11, 1, 2, 30);
const JUDGEMENTS = 50_000;
/** The time between two of them (ms): all are in two hours, in which nothing opens or closes. */
const APART = 144;
const JUDGEMENTS_WITHOUT_END = 20;
const STEPS = 20;
const COUNTS = [0, 4, 50];
const BAR = { windows: 4, mostMs: 0.2 };

/** What it costs to judge a step that would change something. */
export const gate: Bar = {
  number: 25,
  title: 'What the gate costs a step',
  async measure() {
    return [
      ...COUNTS.map(count => reportOf(count, false)),
      ...COUNTS.slice(1).map(count => reportOf(count, true)),
      reportWithoutEnd(),
    ];
  },
};

type Timing = Omit<Parameters<typeof readPeriods>[0], 'timezone'>;

const TIMINGS: [WindowRule['kind'], Timing][] = [
  ['freeze', { cron: '0 3 * * *', duration: '2h' }],
  ['maintenance', { cron: '0 6 * * *', duration: '23h' }],
  ['freeze', { from: '2026-12-18T17:00', to: '2027-01-04T06:00' }],
  ['maintenance', { cron: '0 4 * * 1-6', duration: '22h' }],
];

/** Windows of all kinds, every other of which is about another environment. */
function listWindows(count: number): WindowRule[] {
  return Array.from({ length: count }, (_, index) => {
    const [kind, timing] = TIMINGS[Math.floor(index / 2) % TIMINGS.length];
    const place = index % 2 === 0 ? 'production' : 'staging';
    return windowOf(kind, timing, place);
  });
}

/** Two maintenance windows of which one is closed whenever the other is open. */
function listWindowsThatNeverMeet(): WindowRule[] {
  return ['0 1 * * *', '0 3 * * *'].map(cron =>
    windowOf('maintenance', { cron, duration: '1h' }, 'production'),
  );
}

function windowOf(
  kind: WindowRule['kind'],
  timing: Timing,
  place: string,
): WindowRule {
  const reading = readPeriods({ timezone: 'Europe/Berlin', ...timing });
  if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
  return {
    id: JSON.stringify([kind, place, timing]),
    title: kind,
    kind,
    scope: { environments: [place] },
    periods: reading.periods,
    running: 'hold',
    starts: 'hold',
  };
}

/** A run that has done half of its steps. */
function halfDone(): Run {
  const flow = nothingFlow('many', STEPS);
  const run = createNewRun(
    {
      flow,
      flowDigest: '',
      risk: 'medium',
      environment: 'production',
      initiator: { kind: 'service', ref: 'benchmark' },
      input: {},
      dryRun: false,
    },
    OPEN,
  );
  const startedAt = new Date(OPEN).toISOString();
  const status = 'succeeded' as const;
  const steps = run.steps.map((step, index) =>
    index < STEPS / 2
      ? { ...step, history: [{ number: 1, status, startedAt }] }
      : step,
  );
  return { ...run, steps, lastSeq: STEPS };
}

/** How long each judgement takes (ms), of steps that come one after the other. */
function timeEach(
  rules: WindowRule[],
  asked: { from: number; held: boolean; count?: number },
): number[] {
  const { from, held, count = JUDGEMENTS } = asked;
  const stepGate = createStepGate({
    listRules: () => rules,
    onChange: () => () => {},
  });
  const run = halfDone();
  const step = run.steps[STEPS - 1];
  return Array.from({ length: count }, (_, index) => {
    const begun = performance.now();
    const hold = stepGate.holdOf(run, step, from + index * APART);
    const took = performance.now() - begun;
    if ((hold !== undefined) !== held) {
      throw new Error(held ? 'It is not held' : `It is held by ${hold?.text}`);
    }
    return took;
  });
}

function reportOf(count: number, held: boolean): Figure {
  const from = held ? FROZEN : OPEN;
  const each = timeEach(listWindows(count), { from, held });
  const outcome = held ? 'it is held' : 'it goes on';
  return report(`${count} windows, half of them about it; ${outcome}`, {
    each,
    isBar: count === BAR.windows,
  });
}

/** The dearest: an opening is searched for as far ahead as it ever is. */
function reportWithoutEnd(): Figure {
  const count = JUDGEMENTS_WITHOUT_END;
  const windows = listWindowsThatNeverMeet();
  return report('two windows that are never open at once', {
    each: timeEach(windows, { from: OPEN, held: true, count }),
    isBar: false,
  });
}

function report(
  what: string,
  { each, isBar }: { each: number[]; isBar: boolean },
): Figure {
  const p99 = percentile(each, 99);
  return {
    what: `p99 of a judgement, ${what}`,
    ours: `${inUs(p99)}, median ${inUs(median(each))}`,
    peer: NOTHING,
    ratio: NOTHING,
    bar: isBar ? `≤ ${inUs(BAR.mostMs)}` : NOTHING,
    ...(isBar && { met: p99 <= BAR.mostMs }),
  };
}

function inUs(ms: number): string {
  return `${(ms * 1_000).toFixed(1)} µs`;
}
