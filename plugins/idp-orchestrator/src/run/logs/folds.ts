/** A folded group: the line that names it is seen, those after it up to `end` are not. */
export interface Fold {
  header: number;
  end: number;
}

/** Folds in their order, without those inside others. */
function outermost(folds: readonly Fold[]): Fold[] {
  const sorted = [...folds].sort((a, b) => a.header - b.header);
  let end = 0;
  return sorted.filter(fold => {
    if (fold.header <= end) return false;
    end = fold.end;
    return true;
  });
}

/** Which line is in which row, when some are folded away. */
export class FoldedRows {
  /** Rows there are. */
  readonly count: number;
  readonly #folds: Fold[];

  constructor(total: number, folds: readonly Fold[]) {
    this.#folds = outermost(folds).map(fold => ({
      ...fold,
      end: Math.min(fold.end, total),
    }));
    this.count = total - this.#folds.reduce((sum, f) => sum + hiddenBy(f), 0);
  }

  /** Both from 1. */
  lineOf(row: number): number {
    let line = row;
    for (const fold of this.#folds) {
      if (line <= fold.header) break;
      line += hiddenBy(fold);
    }
    return line;
  }

  /** That of the group's name for a line that is folded away. */
  rowOf(line: number): number {
    let hidden = 0;
    for (const fold of this.#folds) {
      if (line <= fold.header) break;
      if (line <= fold.end) return fold.header - hidden;
      hidden += hiddenBy(fold);
    }
    return line - hidden;
  }

  /** How many lines are folded away below this one; undefined when it is open. */
  hiddenBelow(line: number): number | undefined {
    const fold = this.#folds.find(({ header }) => header === line);
    return fold && hiddenBy(fold);
  }
}

function hiddenBy({ header, end }: Fold): number {
  return Math.max(0, end - header);
}
