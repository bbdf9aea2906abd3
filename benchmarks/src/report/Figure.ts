/** One line of the report: what was measured, against what, and the bar. */
export interface Figure {
  what: string;
  ours: string;
  peer: string;
  ratio: string;
  bar: string;
  /** Absent where there is no bar, only something to compare with. */
  met?: boolean;
}

/** Figures of one bar, as the process that measured it reports them. */
export interface Bar {
  number: number;
  title: string;
  measure(): Promise<Figure[]>;
}

/** For a cell in which there is nothing. */
export const NOTHING = '–';

export function inMs(ms: number): string {
  return `${ms.toFixed(ms < 100 ? 2 : 0)} ms`;
}

export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

export function perSecond(value: number, unit: string): string {
  return `${Math.round(value).toLocaleString('en')} ${unit}/s`;
}

/** Three digits, and near 1 one more: there the third is what counts. */
export function times(ratio: number): string {
  const digits = ratio >= 1 && ratio < 1.1 ? 4 : 3;
  return `${ratio < 100 ? ratio.toPrecision(digits) : Math.round(ratio)} ×`;
}
