import * as z from 'zod';
import {
  MOST_CAUGHT_UP,
  SCHEDULE_STATES,
  dueTimeSchema,
  listedScheduleSchema,
  scheduleDefinitionSchema,
  scheduleDetailSchema,
  scheduleOccurrenceSchema,
  scheduleSchema,
  scheduleTimingSchema,
} from '../schedule';
import { pageCursor, pageLimit, timeFilter } from '../queryFields';
import { defineContract } from './defineContract';

const READ = '`idpOrchestrator.schedule.read`';
const UPDATE = '`idpOrchestrator.schedule.update`';
const ITS_START = 'and what it takes to start the same now';

const params = { scheduleId: z.string().describe('The id of the schedule.') };
const EXAMPLE_ID = 'nightly-bootstrap';
const reason = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .optional()
  .describe('Why, for the record.');
const revision = z
  .number()
  .int()
  .describe('The revision that was looked at; another one is refused.');

const EXAMPLE = {
  id: EXAMPLE_ID,
  flow: 'bootstrap-platform',
  input: { platform_name: 'acme', enable_monitoring: false },
  environment: 'development',
  cron: '30 2 * * 1-5',
  timezone: 'Europe/Berlin',
};

export const listSchedules = defineContract('listSchedules', {
  method: 'get',
  path: '/schedules',
  tag: 'Schedules',
  summary: 'What is started at its times, and whether it will be, by pages',
  permission: READ,
  query: z.object({
    flow: z.string().optional().describe('Only those that start this flow.'),
    environment: z
      .string()
      .optional()
      .describe('Only those that work on this environment.'),
    state: z.enum(SCHEDULE_STATES).optional().describe('Only those in it.'),
    limit: pageLimit,
    cursor: pageCursor.optional(),
  }),
  answer: z.object({
    items: z.array(listedScheduleSchema).describe('The schedules, by id.'),
    nextCursor: z
      .string()
      .optional()
      .describe('Where the next page begins; absent on the last one.'),
  }),
  example: { query: { environment: 'development' } },
});

export const getSchedule = defineContract('getSchedule', {
  method: 'get',
  path: '/schedules/:scheduleId',
  tag: 'Schedules',
  summary: 'A schedule with its next and last due times',
  permission: READ,
  params,
  answer: scheduleDetailSchema,
  refusals: [404],
  example: { params: { scheduleId: EXAMPLE_ID } },
});

export const previewSchedule = defineContract('previewSchedule', {
  method: 'post',
  path: '/schedules/preview',
  tag: 'Schedules',
  summary: 'When something would be due, and what may surprise in it',
  permission: READ,
  body: scheduleTimingSchema.extend({
    count: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(5)
      .describe('How many due times are shown.'),
  }),
  answer: z.object({
    nextTimes: z.array(dueTimeSchema).describe('The next due times.'),
    notes: z.array(z.string()).describe('What may surprise in all of them.'),
  }),
  example: { body: { cron: '30 2 * * *', timezone: 'Europe/Berlin' } },
});

export const createSchedule = defineContract('createSchedule', {
  method: 'post',
  path: '/schedules',
  tag: 'Schedules',
  summary: 'Makes a schedule; its runs have the rights of who does',
  permission: `\`idpOrchestrator.schedule.create\`, ${ITS_START}`,
  body: z.strictObject({
    definition: scheduleDefinitionSchema,
    paused: z
      .boolean()
      .optional()
      .describe('Whether it starts nothing until somebody resumes it.'),
    reason,
  }),
  answer: scheduleSchema,
  status: 201,
  refusals: [404, 409],
  example: { body: { definition: EXAMPLE } },
});

export const updateSchedule = defineContract('updateSchedule', {
  method: 'post',
  path: '/schedules/:scheduleId',
  tag: 'Schedules',
  summary: 'Changes a schedule; its runs have the rights of who does',
  permission: `${UPDATE}, ${ITS_START}`,
  params,
  body: z.strictObject({
    definition: scheduleDefinitionSchema,
    revision,
    reason,
  }),
  answer: scheduleSchema,
  refusals: [404, 409],
  example: {
    params: { scheduleId: EXAMPLE_ID },
    body: { definition: EXAMPLE, revision: 1 },
  },
});

export const removeSchedule = defineContract('removeSchedule', {
  method: 'post',
  path: '/schedules/:scheduleId/remove',
  tag: 'Schedules',
  summary: 'Removes a schedule; its runs go on',
  permission: UPDATE,
  params,
  body: z.strictObject({ revision, reason }),
  answer: scheduleSchema,
  refusals: [404, 409],
  example: { params: { scheduleId: EXAMPLE_ID }, body: { revision: 1 } },
});

export const pauseSchedule = defineContract('pauseSchedule', {
  method: 'post',
  path: '/schedules/:scheduleId/pause',
  tag: 'Schedules',
  summary: 'Starts nothing more by a schedule; its runs go on',
  permission: UPDATE,
  params,
  body: z.strictObject({ reason }),
  answer: scheduleSchema,
  refusals: [404, 409],
  example: {
    params: { scheduleId: EXAMPLE_ID },
    body: { reason: 'The registry is moved' },
  },
});

export const resumeSchedule = defineContract('resumeSchedule', {
  method: 'post',
  path: '/schedules/:scheduleId/resume',
  tag: 'Schedules',
  summary: 'Lets a schedule go on, with the rights of who does so',
  permission: `${UPDATE}, ${ITS_START}`,
  params,
  body: z.strictObject({
    missed: z
      .enum(['skip', 'latest', 'all'])
      .describe(
        `What becomes of the due times since it stopped: none, the last one, or each is started, at most ${MOST_CAUGHT_UP}.`,
      ),
    reason,
  }),
  answer: z.object({
    schedule: scheduleSchema,
    caughtUp: z
      .number()
      .int()
      .describe('How many of the due times since it stopped are started.'),
  }),
  refusals: [404, 409],
  example: {
    params: { scheduleId: EXAMPLE_ID },
    body: { missed: 'skip' as const },
  },
});

export const triggerSchedule = defineContract('triggerSchedule', {
  method: 'post',
  path: '/schedules/:scheduleId/trigger',
  tag: 'Schedules',
  summary: 'Starts the run of a schedule now, in the name of who asks',
  permission: `\`idpOrchestrator.schedule.trigger\`, ${ITS_START}`,
  params,
  body: z.strictObject({ reason }),
  answer: scheduleOccurrenceSchema,
  refusals: [404, 409],
  example: { params: { scheduleId: EXAMPLE_ID }, body: {} },
});

export const skipNext = defineContract('skipNext', {
  method: 'post',
  path: '/schedules/:scheduleId/skip-next',
  tag: 'Schedules',
  summary: 'Leaves out the next due time of a schedule',
  permission: UPDATE,
  params,
  body: z.strictObject({ reason }),
  answer: scheduleOccurrenceSchema,
  refusals: [404, 409],
  example: { params: { scheduleId: EXAMPLE_ID }, body: {} },
});

export const listOccurrences = defineContract('listOccurrences', {
  method: 'get',
  path: '/schedules/:scheduleId/occurrences',
  tag: 'Schedules',
  summary: 'What became of the due times of a schedule',
  permission: READ,
  params,
  query: z.object({
    limit: pageLimit,
    before: timeFilter
      .optional()
      .describe('Only those that were due before this time.'),
  }),
  answer: z.object({
    items: z
      .array(scheduleOccurrenceSchema)
      .describe('Due times, the newest first.'),
  }),
  refusals: [404],
  example: { params: { scheduleId: EXAMPLE_ID } },
});
