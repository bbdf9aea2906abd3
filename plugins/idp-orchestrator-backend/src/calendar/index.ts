/**
 * When something is due, and when something may be done: arithmetic of times,
 * without a clock, timers or input and output. Instants are ms since 1970, and
 * whoever asks says which one is now.
 *
 * - `readTiming` reads when something is due (`cron`, `every` or `at`) into
 *   `DueTimes`; `describeTimes` shows the next ones, with notes on what may
 *   surprise; `jitterOf` spreads what is due at once; `readZone` checks the zone
 *   of whoever looks.
 * - `readPeriods` reads spans of time (`from` and `to`, or `cron` and
 *   `duration`) into `Periods`; `joinOpenings` joins freezes and maintenance
 *   windows into when something may go on.
 *
 * Where the clocks pass over a local time, what is due then is due once, at the
 * first instant after. Where a local time comes twice, a pattern whose hours are
 * numbers is due the first time only; hours written `*`, as a range or with a
 * step are due both times.
 */
export * from './describeTimes';
export type { DueTime, DueTimes } from './DueTimes';
export * from './jitterOf';
export * from './openings';
export type { Interval, Periods } from './Periods';
export { readZone } from './readMoments';
export * from './readPeriods';
export * from './readTiming';
