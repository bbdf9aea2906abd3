/** The greatest `integer` of PostgreSQL, which refuses others instead of finding nothing. */
const GREATEST = 2_147_483_647;

/** Limits a number that somebody asked for; no line, entry or attempt has one so great. */
export function clampInteger(number: number): number {
  return Math.min(number, GREATEST);
}
