import { z } from 'zod';
import { flagSchema, timeSchema, wholeNumber } from './readQuery';

const MOST_PER_PAGE = 100;

/**
 * A name without a zero byte, which is in no name, and which PostgreSQL does
 * not take.
 */
const nameSchema = z
  .string('a name')
  .refine(name => !name.includes('\0'), 'a name');

/** The filters that lists of jobs know. */
export const LIST_FIELDS = {
  page: wholeNumber(1, 100).default(1),
  per_page: wholeNumber(1, MOST_PER_PAGE).default(30),
  order_desc: flagSchema,
  created_by: nameSchema.optional(),
  created_before: timeSchema.optional(),
  created_after: timeSchema.optional(),
  started_before: timeSchema.optional(),
  started_after: timeSchema.optional(),
  completed_before: timeSchema.optional(),
  completed_after: timeSchema.optional(),
  script_path_exact: nameSchema.optional(),
  script_path_start: z.string().optional(),
  parent_job: z.string().optional(),
  has_null_parent: flagSchema,
  job_kinds: z.string().optional(),
  running: flagSchema,
  suspended: flagSchema,
  success: flagSchema,
  status: z
    .enum(
      ['success', 'failure', 'canceled', 'skipped'],
      'success, failure, canceled or skipped',
    )
    .optional(),
  scheduled_for_before_now: flagSchema,
  is_skipped: flagSchema,
  is_flow_step: flagSchema,
  is_not_schedule: flagSchema,
  all_workspaces: flagSchema,
  /** The token, which is read elsewhere. */
  token: z.string().optional(),
};

export const listQuerySchema = z.object(LIST_FIELDS);

export type ListFields = z.infer<typeof listQuerySchema>;
