/**
 * What a calendar shows: due times with what came or would come of them, when
 * windows last, and what gets in the way of what.
 */
export * from './addDueTimes';
export * from './addWindow';
export type { CalendarSpan } from './CalendarSpan';
export { Earliest } from './Earliest';
export type { ExpectedRun } from './ExpectedRun';
export * from './findCollisions';
export { toCalendarFile } from './toCalendarFile';
