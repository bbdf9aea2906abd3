import { calendarQuerySchema, calendarSchema } from '../schedule';
import { defineContract } from './defineContract';

const READ = '`idpOrchestrator.schedule.read`';

export const getCalendar = defineContract('getCalendar', {
  method: 'get',
  path: '/calendar',
  tag: 'Schedules',
  summary: 'What was and will be started when, and what gets in its way',
  permission: READ,
  query: calendarQuerySchema,
  answer: calendarSchema,
  example: { query: { environment: 'development' } },
});
