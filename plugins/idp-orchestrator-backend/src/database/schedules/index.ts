export { createScheduleStore } from './createScheduleStore';
