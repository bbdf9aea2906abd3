import { stripVTControlCharacters } from 'node:util';
import { safeText } from './safeText';

/** Lays out rows in columns that are as wide as their longest cell. */
export function layOut(rows: string[][]): string[] {
  const clean = rows.map(row =>
    row.map(cell => safeText(cell).replaceAll('\n', ' ')),
  );
  const widths: number[] = [];
  for (const row of clean) {
    row.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    });
  }
  return clean.map(row =>
    row
      .map((cell, index) => cell + ' '.repeat(widths[index] - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function widthOf(cell: string): number {
  return stripVTControlCharacters(cell).length;
}
