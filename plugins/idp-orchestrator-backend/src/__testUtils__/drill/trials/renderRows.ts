import { hasFailed, type TrialRow } from './Trial';

const HEAD = [
  'what was done',
  'runs',
  'lost',
  'doubled',
  'wrong',
  'worst liveness',
  'verdict',
];

/** Writes the rows as one table of Markdown, and below it what is wrong. */
export function renderRows(rows: TrialRow[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) =>
    Math.max(...cells.map(line => line[column].length)),
  );
  const [head, ...lines] = cells.map(line =>
    line.map((cell, column) => cell.padEnd(widths[column])),
  );
  const rule = widths.map(width => '-'.repeat(width));
  const table = [head, rule, ...lines].map(line => `| ${line.join(' | ')} |`);
  const wrong = rows.flatMap(row =>
    row.wrong.map(sentence => `${row.what}: ${sentence}`),
  );
  return [...table, ...(wrong.length > 0 ? ['', ...wrong] : [])].join('\n');
}

function cellsOf(row: TrialRow): string[] {
  if (row.skipped !== undefined) {
    return [row.what, '–', '–', '–', '–', '–', `skipped: ${row.skipped}`];
  }
  const { worstLivenessMs: worst } = row;
  return [
    row.what,
    String(row.runs),
    String(row.lost),
    String(row.doubled),
    String(row.wrong.length),
    worst === undefined ? '–' : `${Math.round(worst)} ms`,
    hasFailed(row) ? 'FAILED' : 'ok',
  ];
}
