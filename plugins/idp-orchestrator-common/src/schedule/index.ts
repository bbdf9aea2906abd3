export * from './Calendar';
export * from './Schedule';
export * from './ScheduleDefinition';
export * from './ScheduleOccurrence';
