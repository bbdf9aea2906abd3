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

export const getCalendarFile = defineContract('getCalendarFile', {
  method: 'get',
  path: '/calendar.ics',
  tag: 'Schedules',
  summary: 'The same as a file that calendars read',
  permission: READ,
  query: calendarQuerySchema,
  media: { 'text/calendar': 'iCalendar (RFC 5545)' },
  example: { query: { environment: 'development' } },
});
