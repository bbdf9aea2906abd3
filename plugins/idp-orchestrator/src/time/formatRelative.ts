const STEPS: Array<[Intl.RelativeTimeFormatUnit, number]> = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];

/** `5 minutes ago`, in the language given. Both times in ms since 1970. */
export function formatRelative(
  at: number,
  now: number,
  language?: string,
): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  let amount = Math.min(0, Math.round((at - now) / 1_000));
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) return format.format(amount, unit);
    amount = Math.trunc(amount / size);
  }
  return '';
}

/** The exact time, with seconds and zone, as the reader's country writes it. */
export function formatAbsolute(at: string, language?: string): string {
  return new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'long',
  }).format(new Date(at));
}
