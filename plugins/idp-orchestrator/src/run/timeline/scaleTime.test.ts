import type { RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { TimelineBar, TimelineLayout } from './layOutTimeline';
import { scaleTruly, scaleWithoutGaps } from './scaleTime';

const DAY = 86_400_000;

function layoutOf(
  length: number,
  attempts: Array<[number, number]>,
): TimelineLayout {
  const bars = attempts.map(([from, to]): TimelineBar => ({
    kind: 'attempt',
    status: 'succeeded',
    from,
    to,
  }));
  const step = { id: 'one' } as RunStep;
  return { rows: [{ step, bars }], ticks: [0], length };
}

/** Numbers that look random and are the same each time. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

describe('scaleWithoutGaps', () => {
  it('draws two days between two steps short, and tells of it', () => {
    const layout = layoutOf(2 * DAY, [
      [0, 10_000],
      [2 * DAY - 10_000, 2 * DAY],
    ]);
    const { place, gaps } = scaleWithoutGaps(layout);
    expect(gaps).toEqual([{ from: 10_000, to: 2 * DAY - 10_000 }]);
    expect(place(10_000)).toBeCloseTo(0.47);
    expect(place(2 * DAY - 10_000)).toBeCloseTo(0.53);
  });

  it('does not take waiting for work', () => {
    const layout = layoutOf(DAY, [[0, 10_000]]);
    layout.rows[0].bars.push(
      { kind: 'approval', status: 'succeeded', from: 10_000, to: DAY },
      { kind: 'waiting', status: 'waiting', from: 10_000, to: DAY },
    );
    expect(scaleWithoutGaps(layout).gaps).toEqual([{ from: 10_000, to: DAY }]);
  });

  it('leaves short pauses, and runs in which nothing ran, as they were', () => {
    const short = layoutOf(60_000, [
      [0, 10_000],
      [50_000, 60_000],
    ]);
    expect(scaleWithoutGaps(short).gaps).toEqual([]);
    expect(scaleWithoutGaps(layoutOf(DAY, [])).gaps).toEqual([]);
  });

  it('keeps the order of all times, and reaches from end to end, whatever ran', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const dice = createDice(seed);
      const length = 1_000 + dice(1_000_000_000);
      const layout = layoutOf(
        length,
        Array.from({ length: dice(8) }, () => {
          const from = dice(length);
          return [from, Math.min(length, from + dice(200_000))];
        }),
      );
      for (const { place } of [scaleWithoutGaps(layout), scaleTruly(layout)]) {
        expect(place(0)).toBe(0);
        expect(place(length)).toBeCloseTo(1);
        const times = Array.from({ length: 40 }, () => dice(length));
        times.sort((a, b) => a - b);
        const places = times.map(place);
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }
    }
  });
});
