interface Span {
  from: string;
  to: string;
}

/** From when until when, in a time zone: that of the reader when absent. */
export function formatSpan(
  { from, to }: Span,
  language: string,
  timeZone?: string,
): string {
  const format = (at: string) => formatMoment(at, language, timeZone);
  return `${format(from)} – ${format(to)}`;
}

/** The day and the time to the minute, in a time zone: that of the reader when absent. */
export function formatMoment(
  at: string,
  language: string,
  timeZone?: string,
): string {
  return new Intl.DateTimeFormat(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at));
}

/** The reader's time zone, as `Europe/Berlin`. */
export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
