/** `14:02` of a time today, else with its day: as it stands in a sentence. */
export function formatClock(
  at: string,
  now: number,
  language?: string,
): string {
  const time = new Date(at);
  const isToday = time.toDateString() === new Date(now).toDateString();
  return new Intl.DateTimeFormat(language, {
    ...(!isToday && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(time);
}
