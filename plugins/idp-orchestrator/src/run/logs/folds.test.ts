import { FoldedRows, type Fold } from './folds';

/** Numbers that look random and are the same each time. */
function createDice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % sides;
  };
}

function throwFolds(dice: (sides: number) => number, total: number): Fold[] {
  return Array.from({ length: dice(6) }, () => {
    const header = 1 + dice(total);
    return { header, end: header + dice(12) };
  });
}

describe('FoldedRows', () => {
  it('leaves out what is folded', () => {
    const rows = new FoldedRows(10, [{ header: 3, end: 6 }]);
    expect(rows.count).toBe(7);
    expect([1, 2, 3, 4, 5, 6, 7].map(row => rows.lineOf(row))).toEqual([
      1, 2, 3, 7, 8, 9, 10,
    ]);
    expect(rows.hiddenBelow(3)).toBe(3);
    expect(rows.hiddenBelow(7)).toBeUndefined();
    expect(rows.rowOf(5)).toBe(3);
  });

  it('has each line that is not folded in one row, in order, whatever is folded', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const dice = createDice(seed);
      const total = 1 + dice(40);
      const rows = new FoldedRows(total, throwFolds(dice, total));
      const lines = Array.from({ length: rows.count }, (_, index) =>
        rows.lineOf(index + 1),
      );
      expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      expect(lines.map(line => rows.rowOf(line))).toEqual(
        lines.map((_, index) => index + 1),
      );
      const hidden = lines.reduce(
        (sum, line) => sum + (rows.hiddenBelow(line) ?? 0),
        0,
      );
      expect(lines.length + hidden).toBe(total);
      expect(lines.at(-1)).toBeLessThanOrEqual(total);
    }
  });
});
