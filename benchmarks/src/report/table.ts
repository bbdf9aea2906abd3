import { NOTHING, type Figure } from './Figure';

export interface BarFigures {
  number: number;
  title: string;
  figures: Figure[];
}

const HEADER = ['bar', 'figure', 'ours', 'peer', 'ratio', 'bar is', 'met?'];

/** The figures as a Markdown table that is readable on a terminal as well. */
export function renderTable(bars: BarFigures[]): string {
  const rows = bars.flatMap(({ number, figures }) =>
    figures.map(figure => [
      String(number),
      figure.what,
      figure.ours,
      figure.peer,
      figure.ratio,
      figure.bar,
      describeMet(figure),
    ]),
  );
  return renderRows(HEADER, rows);
}

/** Rows below their header, in columns. */
export function renderRows(header: string[], rows: string[][]): string {
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map(row => row[column].length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

function describeMet({ met }: Figure): string {
  if (met === undefined) return NOTHING;
  return met ? 'yes' : '**no**';
}
