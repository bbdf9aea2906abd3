import * as z from 'zod';
import { logPageSchema } from '../logPage';
import { feedEntrySchema } from '../run';
import { defineContract } from './defineContract';
import { EXAMPLE_RUN, runIdParam } from './fields';

const WHOLE = 'a whole number from 0';
const LINE = 'a line number from 1';

/**
 * The number of an entry in a run's feed; also what `Last-Event-ID` carries.
 *
 * @public
 */
export const feedPositionSchema = z.coerce
  .number<number | string>(WHOLE)
  .int(WHOLE)
  .min(0, WHOLE);

const lineNumber = z.coerce
  .number<number | string>(LINE)
  .int(LINE)
  .min(1, LINE);

/**
 * What a feed of a run is asked for by.
 *
 * @public
 */
export const feedQuerySchema = z.strictObject({
  after: feedPositionSchema
    .optional()
    .describe('Only entries after this number; all when absent.'),
  include: z
    .enum(
      ['events', 'events,logs', 'events,logs,lines'],
      'events, events,logs or events,logs,lines',
    )
    .default('events,logs')
    .describe(
      '`events` leaves the lines of the log out. `lines` adds to a stream lines that are still printed over (`event: line`, without a number, some times a second).',
    ),
  limit: z.coerce
    .number<number | string>('a number from 1 to 1000')
    .int('a whole number')
    .min(1, 'at least 1')
    .max(1_000, 'at most 1000')
    .default(200)
    .describe('How many entries are looked at for a page of JSON.'),
});

/** @public */
export type FeedQuery = z.output<typeof feedQuerySchema>;

/** @public */
export const feedPageSchema = z.object({
  items: z.array(feedEntrySchema).describe('Entries in the order of `seq`.'),
  nextCursor: z
    .string()
    .optional()
    .describe('The `after` of the next page; absent when there was no entry.'),
});

export const watchRun = defineContract('watchRun', {
  method: 'get',
  path: '/runs/:runId/events',
  tag: 'Runs',
  summary:
    'What happens in a run, in order: as a stream that goes on where `Last-Event-ID` or `after` says, or as a page of JSON',
  permission: '`idpOrchestrator.run.read`',
  params: { runId: runIdParam },
  query: feedQuerySchema,
  answer: feedPageSchema,
  media: { 'text/event-stream': 'Each entry with its number as `id`' },
  refusals: [404],
  example: {
    params: { runId: EXAMPLE_RUN },
    query: { after: 0, include: 'events' },
  },
});

/**
 * What the log of a run is asked for by.
 *
 * @public
 */
export const logQuerySchema = z.strictObject({
  step: z
    .string('the id of a step')
    .optional()
    .describe('Only this step; JSON needs it. All steps when absent.'),
  attempt: lineNumber
    .optional()
    .describe('The number of an attempt, from 1; the last when absent.'),
  stream: z
    .enum(['stdout', 'stderr'], 'stdout or stderr')
    .optional()
    .describe('Only this stream; both when absent.'),
  from: lineNumber.default(1).describe('The first line, from 1.'),
  to: lineNumber
    .optional()
    .describe('The last line, included; the end when absent.'),
  search: z
    .string('a text of 1 to 200 characters')
    .min(1, 'a text of 1 to 200 characters')
    .max(200, 'a text of 1 to 200 characters')
    .optional()
    .describe('In JSON: only lines that contain this, in whatever case.'),
  format: z
    .enum(['text', 'ndjson', 'json'], 'text, ndjson or json')
    .default('text')
    .describe(
      '`text`, `ndjson` for a JSON object a line, or a page of `json`.',
    ),
  download: z
    .string('nothing, or any text')
    .optional()
    .describe('Whether a browser saves it as a file; its value means nothing.'),
});

/** @public */
export type LogQuery = z.output<typeof logQuerySchema>;

export const readLogs = defineContract('readLogs', {
  method: 'get',
  path: '/runs/:runId/logs',
  tag: 'Runs',
  summary:
    'Lines of the log, by range, to read or to download; in JSON also those that contain `search`, with `nextFrom` where there is more to look at',
  permission: '`idpOrchestrator.run.read`',
  params: { runId: runIdParam },
  query: logQuerySchema,
  answer: logPageSchema,
  media: {
    'text/plain': 'The lines, one after another',
    'application/x-ndjson': 'A JSON object a line',
  },
  refusals: [404],
  example: {
    params: { runId: EXAMPLE_RUN },
    query: { step: 'prerequisites', from: 1, to: 100, format: 'json' },
  },
});

export const downloadBundle = defineContract('downloadBundle', {
  method: 'get',
  path: '/runs/:runId/bundle',
  tag: 'Runs',
  summary:
    'All that helps to understand a run from afar, in one archive: definition, events, logs, context; secrets masked',
  permission: '`idpOrchestrator.run.read`',
  params: { runId: runIdParam },
  media: { 'application/gzip': 'A .tar.gz' },
  refusals: [404],
  example: { params: { runId: EXAMPLE_RUN } },
});
