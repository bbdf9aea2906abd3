const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Writes a time (ms since 1970) as people read it, to the minute. */
export function formatTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Writes about how long something takes (ms). */
export function formatLength(ms: number): string {
  if (ms < MINUTE_MS) return 'less than a minute';
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 120) return `about ${minutes} min`;
  const hours = Math.round(ms / HOUR_MS);
  return hours < 72
    ? `about ${hours} h`
    : `about ${Math.round(hours / 24)} days`;
}

/** Writes names as a list of some: the first three, and how many there are besides. */
export function formatNames(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`;
}

/** Writes a number of due times. */
export function formatDueTimes(count: number): string {
  return count === 1 ? '1 due time' : `${count.toLocaleString('en')} due times`;
}
