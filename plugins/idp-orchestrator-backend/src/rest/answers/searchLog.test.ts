import type { LogRange } from '../../ports';
import { searchLog } from './searchLog';

/** Makes a store that has so many lines, each with the text of its number. */
function createReader(total: number, textOf: (line: number) => string) {
  return jest.fn(async ({ from, to }: LogRange) => ({
    total,
    items: Array.from(
      { length: Math.max(0, Math.min(to, total) - from + 1) },
      (_, index) => ({
        line: from + index,
        at: '2026-01-01T00:00:00.000Z',
        stream: 'stdout' as const,
        text: textOf(from + index),
      }),
    ),
  }));
}

const whole = { runId: 'r', stepId: 's', from: 1, to: Infinity };

describe('searchLog', () => {
  it('finds lines in whatever case, and across colours', async () => {
    const texts = ['An ERROR', 'fine', 'er\u001b[31mror\u001b[0m here'];
    const read = createReader(3, line => texts[line - 1]);
    const { items, ...rest } = await searchLog(read, {
      ...whole,
      search: 'error',
    });
    expect(items.map(({ line }) => line)).toEqual([1, 3]);
    expect(rest).toEqual({ total: 3 });
  });

  it('takes what is looked for as it is written', async () => {
    const read = createReader(2, line => (line === 1 ? 'a.b' : 'axb'));
    const { items } = await searchLog(read, { ...whole, search: 'A.B' });
    expect(items.map(({ line }) => line)).toEqual([1]);
  });

  it('looks at a part of a long log at a time, and misses and doubles nothing', async () => {
    const read = createReader(120_000, line =>
      line % 7 === 0 ? 'needle' : 'hay',
    );
    const found: number[] = [];
    let from: number | undefined = 1;
    let answers = 0;
    while (from) {
      const page = await searchLog(read, { ...whole, from, search: 'needle' });
      found.push(...page.items.map(({ line }) => line));
      expect(page.items.length).toBeLessThanOrEqual(1_000);
      from = page.nextFrom;
      answers++;
    }
    expect(found).toEqual(
      Array.from({ length: Math.floor(120_000 / 7) }, (_, i) => (i + 1) * 7),
    );
    expect(answers).toBeGreaterThan(3);
  });

  it('stays within the lines that it was asked for', async () => {
    const read = createReader(100, () => 'same');
    const page = await searchLog(read, {
      ...whole,
      from: 10,
      to: 12,
      search: 'same',
    });
    expect(page.items.map(({ line }) => line)).toEqual([10, 11, 12]);
    expect(page.nextFrom).toBeUndefined();
  });
});
