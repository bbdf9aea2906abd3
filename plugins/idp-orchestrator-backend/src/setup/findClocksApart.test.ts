import { findClocksApart } from './findClocksApart';

const clock = { now: () => 1_000_000 };

const seen = (name: string, seenAt: number) => ({
  name,
  seenAt,
  role: 'all' as const,
  labels: [],
});

describe('Clocks that are apart', () => {
  it('are those of backends whose last sign of life lies in the future', () => {
    const workers = [seen('a', 1_000_500), seen('b', 1_030_000)];
    const [apart, ...more] = findClocksApart(workers, clock);
    expect(apart.message).toContain(
      'of this machine and of b are 30.0 s apart',
    );
    expect(more).toEqual([]);
  });

  it('are not those of backends that are silent', () => {
    expect(findClocksApart([seen('dead', 0)], clock)).toEqual([]);
  });
});
