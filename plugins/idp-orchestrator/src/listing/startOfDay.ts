/** When a day of the reader's begins, or one that is `later` days after it; nothing when it is no day. */
export function startOfDay(day?: string, later = 0): string | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '');
  if (!parts) return undefined;
  const [, year, month, date] = parts.map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
