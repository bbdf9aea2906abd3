/** What is to be read of a script that prints `line 1 …`, `line 2 …` and so on. */
export interface LineCount {
  stored: number;
  /** Numbers from 1 that are not there. */
  lost: number;
  doubled: number;
  inOrder: boolean;
}

/** Checks what is stored against what was printed, up to the highest number. */
export function countLines(
  lines: readonly string[],
  expected: number,
): LineCount {
  const numbers = lines.map(numberOf).filter(number => number !== undefined);
  const distinct = new Set(numbers);
  return {
    stored: numbers.length,
    lost: expected - distinct.size,
    doubled: numbers.length - distinct.size,
    inOrder: numbers.every(
      (number, index) => index === 0 || number > numbers[index - 1],
    ),
  };
}

function numberOf(line: string): number | undefined {
  const found = /^line (\d+) /.exec(line);
  return found ? Number(found[1]) : undefined;
}
