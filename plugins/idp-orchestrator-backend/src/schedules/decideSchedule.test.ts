import type { ScheduleDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import { scheduleOf } from '../__testUtils__/schedules';
import type { StartedBySchedule, StoredSchedule } from '../ports';
import { decideSchedule, type ScheduleView } from './decideSchedule';
import { listDueTimes, MOST_DECIDED } from './listDueTimes';
import { nextAtOf } from './nextAtOf';
import { readDefinition, readTimes } from './readDefinition';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 27, 12);
const timesOf = (definition: ScheduleDefinition) => {
  const read = readTimes(definition);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.times;
};
const run = (
  status: StartedBySchedule['status'],
  finishedAt?: number,
): StartedBySchedule => ({ runId: 'r', dueAt: 0, status, finishedAt });

const decide = (
  definition: Partial<ScheduleDefinition>,
  more: Partial<StoredSchedule>,
  view: Partial<ScheduleView> = {},
) => {
  const schedule = scheduleOf(definition, { cursorAt: NOON - HOUR, ...more });
  return decideSchedule({
    schedule,
    times: timesOf(schedule.definition),
    now: NOON + 1_000,
    runs: [],
    underWay: [],
    worker: 'me',
    ...view,
  });
};

describe('A schedule whose time has come', () => {
  it('moves on from where it was, and claims what it starts', () => {
    const { occurrences, ...moved } = decide({}, {});
    expect(moved).toEqual({ cursorAt: NOON, nextAt: NOON + HOUR });
    expect(occurrences).toEqual([
      expect.objectContaining({
        dueAt: NOON,
        outcome: 'starting',
        claimedBy: 'me',
        claimedAt: NOON + 1_000,
        definition: expect.objectContaining({ id: 'hourly' }),
      }),
    ]);
  });

  it('1.5.11: lets one that waits keep the definition of its time', () => {
    const view = { underWay: ['Run r1 is running'] };
    const [one] = decide({ overlap: 'queue-one' }, {}, view).occurrences;
    expect(one).toMatchObject({
      outcome: 'waiting',
      definition: { id: 'hourly' },
    });
    expect(one).not.toHaveProperty('decidedAt');
  });

  it('1.5.7: starts nothing while the clock is set back before its place', () => {
    const view = { now: NOON - 2 * HOUR };
    expect(decide({}, { cursorAt: NOON }, view)).toEqual({
      cursorAt: NOON,
      nextAt: NOON + HOUR,
      occurrences: [],
    });
  });

  it('ends after its last due time', () => {
    const until = '2026-11-27T12:30';
    expect(decide({ until }, {})).toMatchObject({
      nextAt: null,
      state: 'ended',
      occurrences: [{ outcome: 'starting' }],
    });
  });

  it.each<[string, StartedBySchedule[], number | undefined, boolean]>([
    ['as many failed', [run('failed', 9), run('failed', 8)], undefined, true],
    [
      'one went well',
      [run('failed', 9), run('succeeded', 8)],
      undefined,
      false,
    ],
    [
      'one was cancelled between',
      [run('failed', 9), run('cancelled', 8), run('failed', 7)],
      undefined,
      true,
    ],
    [
      'one is not over',
      [run('running'), run('failed', 8), run('failed', 7)],
      undefined,
      true,
    ],
    ['it was resumed since', [run('failed', 9), run('failed', 8)], 8, false],
  ])(
    'stops by itself where of its last runs %s',
    (...[, runs, since, stops]) => {
      const detail = { since: 0, failuresSince: since };
      const definition = { onFailure: { pauseAfter: 2 } };
      const decided = decide(definition, { detail }, { runs });
      expect(decided.state).toBe(stops ? 'failing' : undefined);
      if (!stops) return;
      expect(decided).toMatchObject({ nextAt: null, occurrences: [] });
      expect(decided.detail?.reason).toMatch(/2 runs failed/);
    },
  );

  it('1.5.7: has rows for the last due times of a month, and says what has none', () => {
    const month = 31 * 24 * HOUR;
    const decided = decide({ every: '1m' }, { cursorAt: NOON - month });
    expect(decided.occurrences).toHaveLength(MOST_DECIDED);
    expect(decided.cursorAt).toBe(NOON);
    expect(decided.occurrences[0].because).toMatch(
      /Those from 2026-10-27T12:01:00.000Z to this one were missed as well/,
    );
    expect(decided.occurrences[1].because).not.toMatch(/no rows/);
    expect(decided.occurrences.at(-1)?.outcome).toBe('starting');
  });
});

describe('Due times', () => {
  it('are all listed where they are few', () => {
    const { definition } = scheduleOf({});
    const range = { after: NOON - 3 * HOUR, now: NOON };
    expect(listDueTimes(definition, timesOf(definition), range)).toEqual({
      due: [2, 1, 0].map(hours => ({
        dueAt: NOON - hours * HOUR,
        startAt: NOON - hours * HOUR,
      })),
    });
  });

  it('are found however far apart they are', () => {
    const { definition } = scheduleOf({ cron: '0 12 27 11 *' });
    const range = { after: Date.UTC(2010, 0), now: NOON };
    const { due, skipped } = listDueTimes(
      definition,
      timesOf(definition),
      range,
    );
    expect(due).toHaveLength(17);
    expect(skipped).toBeUndefined();
  });

  it('1.5.24: are spread by jitter, always in the same way', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `one-${index}`);
    const starts = ids.map(id => {
      const { definition } = scheduleOf({ id, jitter: '10m' });
      const times = timesOf(definition);
      const next = nextAtOf(definition, times, NOON - 1)!;
      expect(nextAtOf(definition, times, NOON - 1)).toBe(next);
      expect(next - NOON).toBeGreaterThanOrEqual(0);
      expect(next - NOON).toBeLessThan(10 * MINUTE);
      const early = { after: NOON - 1, now: next - 1 };
      expect(listDueTimes(definition, times, early).due).toEqual([]);
      const now = { after: NOON - 1, now: next };
      expect(listDueTimes(definition, times, now).due).toHaveLength(1);
      return next;
    });
    expect(new Set(starts).size).toBe(ids.length);
  });
});

describe('A schedule as it is written', () => {
  const problemsOf = (given: object) => {
    const read = readDefinition({
      id: 'nightly',
      flow: 'clean-up',
      environment: 'production',
      cron: '30 2 * * *',
      timezone: 'Europe/Berlin',
      ...given,
    });
    return 'problems' in read ? read.problems.map(({ path }) => path) : [];
  };

  it.each<[string, object, string[]]>([
    ['is taken', {}, []],
    [
      '1.5.4: is refused when it is never due',
      { cron: '0 0 30 2 *' },
      ['cron'],
    ],
    [
      '1.5.4: is taken when it is due in leap years',
      { cron: '0 0 29 2 *' },
      [],
    ],
    ['needs a time zone', { timezone: undefined }, ['timezone']],
    ['needs to be due', { cron: undefined }, ['']],
    ['is due in one way', { every: '1h' }, ['']],
    ['has an id for addresses', { id: 'Nightly run' }, ['id']],
    ['has no field that nobody knows', { jiter: '5m' }, ['jiter']],
    ['has a jitter of an hour at most', { jitter: '2h' }, ['jitter']],
    ['has a deadline of at least a minute', { deadline: '1s' }, ['deadline']],
    [
      'says how long it catches up',
      { catchUp: { mode: 'latest' } },
      ['catchUp.window'],
    ],
    [
      'has no window where it catches up with nothing',
      { catchUp: { mode: 'none', window: '6h' } },
      ['catchUp.window'],
    ],
    [
      'catches up with all only where runs may overlap',
      { catchUp: { mode: 'all', window: '6h' } },
      ['catchUp.mode'],
    ],
    [
      'tells everything at once',
      { cron: '61 * * * *', jitter: 'soon', timezone: 'Berlin' },
      ['jitter'],
    ],
  ])('%s', (_, given, paths) => {
    expect(problemsOf(given)).toEqual(paths);
  });
});
