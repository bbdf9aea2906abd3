import { layOutHistory, shareOf } from './layOutHistory';

const HOUR = 3_600_000;
const at = (hours: number) => new Date(hours * HOUR).toISOString();
const seen = (hours: number, status: 'healthy' | 'down', reason?: string) => ({
  kind: 'sample' as const,
  at: at(hours),
  status,
  reason,
});
const lines = (spans: ReturnType<typeof layOutHistory>) =>
  spans.map(({ status, from, to }) => `${status} ${from / HOUR}-${to / HOUR}`);

describe('What was seen of a service', () => {
  it('becomes spans, each lasting until another state was seen', () => {
    const spans = layOutHistory(
      [
        seen(0, 'healthy'),
        seen(1, 'healthy'),
        seen(1.5, 'down', 'connection refused'),
        seen(2, 'healthy'),
      ],
      { from: 0, to: 3 * HOUR },
    );
    expect(lines(spans)).toEqual([
      'healthy 0-1.5',
      'down 1.5-2',
      'healthy 2-3',
    ]);
    expect(spans[1].reason).toBe('connection refused');
    expect(shareOf(spans, 'down')).toBeCloseTo(1 / 6);
  });

  it('is not made up for a time in which nobody looked', () => {
    const spans = layOutHistory([seen(2, 'healthy'), seen(10, 'healthy')], {
      from: 0,
      to: 11 * HOUR,
    });
    expect(lines(spans)).toEqual([
      'unwatched 0-2',
      'healthy 2-5',
      'unwatched 5-10',
      'healthy 10-11',
    ]);
    expect(shareOf(spans, 'healthy')).toBe(1);
  });

  it('is cut to the time asked for, whatever the order it came in', () => {
    const spans = layOutHistory([seen(4, 'down'), seen(3, 'healthy')], {
      from: 3.5 * HOUR,
      to: 5 * HOUR,
    });
    expect(lines(spans)).toEqual(['healthy 3.5-4', 'down 4-5']);
  });

  it('is nothing where nothing was seen', () => {
    const spans = layOutHistory([], { from: 0, to: HOUR });
    expect(lines(spans)).toEqual(['unwatched 0-1']);
    expect(shareOf(spans, 'healthy')).toBeUndefined();
  });
});
