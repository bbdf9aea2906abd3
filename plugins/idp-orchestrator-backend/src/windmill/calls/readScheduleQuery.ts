import { z } from 'zod';
import type { ScheduleAnswer } from '../answers/toSchedule';
import { pathOf } from './flowPath';
import {
  flagSchema,
  readChecked,
  refuseUnknownFilters,
  wholeNumber,
} from './readQuery';

const fields = {
  // Windmill takes 0 for the first page as well.
  page: wholeNumber(0).default(1),
  per_page: wholeNumber(1, 1_000).default(1_000),
  path: z.string('the path of a flow or script').optional(),
  is_flow: flagSchema,
  path_start: z.string('a path').optional(),
  schedule_path: z.string('a path').optional(),
  summary: z.string('a text').optional(),
  // There are no drafts here, and so it changes nothing to want them.
  include_draft_only: flagSchema,
  get_draft: flagSchema,
  /** The token, which is read elsewhere. */
  token: z.string().optional(),
};

const querySchema = z.object(fields);

type Fields = z.infer<typeof querySchema>;

/**
 * Chooses from schedules those that a list of them is to show, those that were
 * changed last first.
 *
 * @throws InputError naming a filter that is not known here
 */
export function chooseSchedules(
  query: object,
  all: ScheduleAnswer[],
  isFlow: (schedule: ScheduleAnswer) => boolean,
): ScheduleAnswer[] {
  refuseUnknownFilters(query, fields);
  const asked = readChecked(querySchema, query);
  const { page, per_page: size } = asked;
  const wanted = all
    .filter(
      schedule =>
        isWanted(schedule, asked) &&
        (asked.is_flow === undefined || isFlow(schedule) === asked.is_flow),
    )
    .sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  const from = (Math.max(page, 1) - 1) * size;
  return wanted.slice(from, from + size);
}

function isWanted(
  { id, flow, title = '' }: ScheduleAnswer,
  asked: Fields,
): boolean {
  const { path, path_start: start, schedule_path: own, summary } = asked;
  return (
    (path === undefined || pathOf(flow) === path) &&
    (own === undefined || pathOf(id) === own) &&
    pathOf(id).startsWith(start ?? '') &&
    title.toLowerCase().includes((summary ?? '').toLowerCase())
  );
}
