import { scheduleOf } from '../__testUtils__/schedules';
import { decideOccurrences, type OccurrenceView } from './decideOccurrences';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 27, 12);
const RUN = 'Run r1 is waiting, and waits for an approval';

type Definition = Parameters<typeof scheduleOf>[0];

/** What becomes of due times that were `ages` (ms) ago, the oldest first. */
const decide = (
  definition: Definition,
  ages: number[],
  more: Partial<OccurrenceView> = {},
) =>
  decideOccurrences({
    definition: scheduleOf(definition).definition,
    now: NOON,
    due: ages.map(age => ({ dueAt: NOON - age, startAt: NOON - age })),
    underWay: [],
    ...more,
  });

const outcomes = (...given: Parameters<typeof decide>) =>
  decide(...given).map(({ outcome }) => outcome);

const latest = { mode: 'latest', window: '6h' } as const;
const all = { mode: 'all', window: '30d' } as const;

describe('What becomes of due times', () => {
  it.each<[string, Definition, number[], Partial<OccurrenceView>, string[]]>([
    ['starts what is due now', {}, [0], {}, ['starting']],
    ['starts what is due a moment ago', {}, [50_000], {}, ['starting']],
    [
      '1.5.8: down over three, latest starts one and supersedes two',
      { catchUp: latest },
      [3 * HOUR, 2 * HOUR, HOUR],
      {},
      ['superseded', 'superseded', 'starting'],
    ],
    [
      '1.5.8: what is due now supersedes what was missed',
      { catchUp: latest },
      [2 * HOUR, HOUR, 0],
      {},
      ['superseded', 'superseded', 'starting'],
    ],
    [
      '1.5.8: nothing is caught up with unless it is asked for',
      {},
      [2 * HOUR, HOUR, 0],
      {},
      ['missed-down', 'missed-down', 'starting'],
    ],
    [
      '1.5.7: a clock that is set forward by an hour starts no hundreds',
      { every: '1m', catchUp: latest },
      Array.from({ length: 59 }, (_, index) => (60 - index) * MINUTE),
      {},
      [...Array(58).fill('superseded'), 'starting'],
    ],
    [
      'leaves out what is older than the window',
      { catchUp: latest },
      [8 * HOUR, 7 * HOUR, HOUR],
      {},
      ['missed-down', 'missed-down', 'starting'],
    ],
    [
      'catches up with all, where runs may overlap',
      { catchUp: all, overlap: 'allow' },
      [3 * HOUR, 2 * HOUR, 0],
      {},
      ['starting', 'starting', 'starting'],
    ],
    [
      'catches up with the last hundred at most',
      { catchUp: all, overlap: 'allow' },
      Array.from({ length: 103 }, (_, index) => (110 - index) * HOUR),
      {},
      [...Array(3).fill('missed-down'), ...Array(100).fill('starting')],
    ],
    [
      '1.5.19: what is later than its deadline is not started',
      { catchUp: latest, deadline: '30m' },
      [2 * HOUR, HOUR],
      {},
      ['missed-deadline', 'missed-deadline'],
    ],
    [
      'starts what somebody wanted who resumed it, however late',
      { deadline: '30m' },
      [3 * HOUR, 0],
      { wantedUpTo: NOON - 2 * HOUR },
      ['starting', 'skipped-overlap'],
    ],
    [
      '1.5.17: skips while a run is not over, one that waits included',
      {},
      [0],
      { underWay: [RUN] },
      ['skipped-overlap'],
    ],
    [
      'starts beside a run where they may overlap',
      { overlap: 'allow' },
      [0],
      { underWay: [RUN] },
      ['starting'],
    ],
    [
      'lets one wait for the run before it, and no more',
      { overlap: 'queue-one' },
      [30_000, 0],
      { underWay: [RUN] },
      ['waiting', 'skipped-overlap'],
    ],
    [
      'lets none wait behind one that waits already',
      { overlap: 'queue-one' },
      [0],
      { underWay: [RUN], waiting: NOON - HOUR },
      ['skipped-overlap'],
    ],
    [
      'lets none pass one that is about to be started',
      { overlap: 'queue-one' },
      [0],
      { waiting: NOON - HOUR },
      ['skipped-overlap'],
    ],
    [
      'several at once: the first is started, the next is left out',
      { overlap: 'skip' },
      [30_000, 0],
      {},
      ['starting', 'skipped-overlap'],
    ],
  ])('%s', (...[, definition, ages, more, expected]) => {
    expect(outcomes(definition, ages, more)).toEqual(expected);
  });

  it('1.5.17: names the run that is the reason, and what it waits for', () => {
    expect(decide({}, [0], { underWay: [RUN] })[0].because).toBe(RUN);
    const queued = decide({ overlap: 'queue-one' }, [0], {
      underWay: [RUN],
      waiting: NOON - HOUR,
    });
    expect(queued[0].because).toBe(
      'That of 2026-11-27T11:00:00.000Z waits already',
    );
  });

  it('says why each one is not started', () => {
    for (const [definition, ages] of [
      [{}, [HOUR]],
      [{ catchUp: latest }, [7 * HOUR]],
      [{ catchUp: latest }, [2 * HOUR, 0]],
      [{ catchUp: latest, deadline: '5m' }, [HOUR]],
    ] as const) {
      const [first] = decide(definition, [...ages]);
      expect(first.because).toMatch(/backend|deadline/);
    }
  });

  it('counts lateness from when it is to be started, by its jitter', () => {
    const due = [{ dueAt: NOON - 30 * MINUTE, startAt: NOON }];
    expect(outcomes({ jitter: '1h' }, [], { due })).toEqual(['starting']);
  });
});
