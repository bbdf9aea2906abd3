/**
 * Schedules: what is started at its times, what becomes of each due time, and
 * what is known of that beforehand.
 */
export { NOT_LET } from './notLet';
export { toNews } from './toNews';
export { beginByOf } from './beginByOf';
export { reasonNotMet, type ScheduleConditionView } from './condition';
export * from './describeSchedule';
export { eachSchedule } from './eachSchedule';
export { FileSchedules } from './FileSchedules';
export * from './leaveOutPending';
export * from './listDueTimes';
export * from './nextAtOf';
export * from './readDefinition';
export { Scheduler, type SchedulerOptions } from './Scheduler';
