import { NotFoundError } from '@backstage/errors';
import {
  describeValue,
  scheduleDefinitionSchema,
  type FlowSummary,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { z } from 'zod';
import type { ScheduleAnswer } from '../answers/toSchedule';
import { badInput } from '../../problems/badInput';
import { cronOf, cronTextOf } from './cronText';
import { pathOf, scheduleIdOf } from './flowPath';
import { readChecked } from './readQuery';

const text = z.string('a text').nullish();

/** What is done here by other means, or not at all, with what to do instead. */
const NOT_DONE = {
  on_failure: 'webhooks tell of runs that failed',
  on_recovery: 'webhooks tell of runs',
  on_success: 'webhooks tell of runs',
  retry: 'steps of flows have retries of their own',
  paused_until: 'disable the schedule, and enable it when it is to go on',
  dynamic_skip: 'let the flow begin with a step that decides',
  description: 'summary is shown to people',
  labels: 'summary is shown to people',
  preserve_permissioned_as: 'runs have the rights of who saves the schedule',
};

const editSchema = z.object({
  schedule: z.string('a pattern of six fields'),
  timezone: z.string('the name of a time zone, such as Europe/Berlin'),
  cron_version: text,
  args: z.record(z.string(), z.unknown(), 'an object').nullish(),
  no_flow_overlap: z.boolean('true or false').nullish(),
  summary: text,
  ...Object.fromEntries(
    Object.keys(NOT_DONE).map(name => [name, z.unknown().optional()]),
  ),
});

const newSchema = editSchema.extend({
  path: z.string('the path of the schedule, such as f/idp/nightly'),
  script_path: z.string('the path of a flow or script'),
  is_flow: z.boolean('true or false'),
  enabled: z.boolean('true or false').nullish(),
});

export const enabledSchema = z.object({ enabled: z.boolean('true or false') });

export const previewSchema = z.object({
  schedule: z.string('a pattern of six fields'),
  timezone: z.string('the name of a time zone, such as Europe/Berlin'),
  cron_version: text,
});

/** The query of what makes or changes a schedule: a parameter of ours. */
export const environmentQuerySchema = z.object({
  environment: z.string('the name of an environment').optional(),
});

type WrittenSchedule = z.input<typeof scheduleDefinitionSchema>;
export type EditedSchedule = z.infer<typeof editSchema>;
export type NewSchedule = z.infer<typeof newSchema>;

/** @throws InputError naming what is wrong, or cannot be done here */
export function readNewSchedule(body: object): NewSchedule & { id: string } {
  refuseNotDone(body);
  const asked = readChecked(newSchema, body, 'The schedule');
  return { ...asked, id: idOf(asked.path) };
}

/** @throws InputError naming what is wrong, or cannot be done here */
export function readEditedSchedule(body: object): EditedSchedule {
  refuseNotDone(body);
  return readChecked(editSchema, body, 'The schedule');
}

function refuseNotDone(body: object): void {
  const given = body as Record<string, unknown>;
  const problems = Object.entries(NOT_DONE).flatMap(([path, instead]) =>
    isEmpty(given[path])
      ? []
      : [
          {
            path,
            expected: `nothing, since there is no such thing here: ${instead}`,
            got: describeValue(given[path]),
          },
        ],
  );
  if (problems.length > 0) throw badInput('The schedule', problems);
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return (
    value === undefined || value === null || value === '' || value === false
  );
}

function idOf(path: string): string {
  try {
    return scheduleIdOf(path);
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const expected = `${pathOf('<id>')}, where all schedules are`;
    const problem: Problem = {
      path: 'path',
      expected,
      got: describeValue(path),
    };
    throw badInput('The schedule', [problem]);
  }
}

/**
 * Finds the environment of a schedule: that of the query, or of the input where
 * the flow has it there, or the one that is meant where nobody says.
 */
export function environmentOf(
  asked: { environment?: string; args?: Record<string, unknown> | null },
  { input }: Pick<FlowSummary, 'input'>,
  fallback: string,
): string {
  const { properties = {} } = input as { properties?: object };
  const own = Object.hasOwn(properties, 'environment')
    ? asked.args?.environment
    : undefined;
  return asked.environment ?? (typeof own === 'string' ? own : fallback);
}

/** Makes of a new schedule one as it is written here. */
export function toDefinition(
  asked: NewSchedule & { id: string },
  { flow, environment }: { flow: FlowSummary; environment: string },
): WrittenSchedule {
  const { id, timezone, args, summary } = asked;
  return {
    id,
    ...(summary && { title: summary }),
    flow: flow.id,
    input: args ?? {},
    environment,
    cron: cronOf(asked),
    timezone,
    overlap: asked.no_flow_overlap ? 'skip' : 'allow',
  };
}

/**
 * Makes of a schedule what somebody changed it to. What Windmill has no word
 * for stays as it is, and so does when it is due where that was handed back.
 */
export function toChanged(
  known: ScheduleAnswer,
  asked: EditedSchedule,
  environment: string,
): WrittenSchedule {
  const { title: _, cron, every, from, at, ...rest } = definitionOf(known);
  const { schedule, timezone, args, summary, no_flow_overlap } = asked;
  // The same text may mean other days by v1.
  const isSame = schedule === cronTextOf(known) && asked.cron_version !== 'v1';
  return {
    ...rest,
    ...(summary && { title: summary }),
    input: args ?? {},
    environment,
    timezone,
    ...(isSame ? { cron, every, from, at } : { cron: cronOf(asked) }),
    overlap: overlapOf(known, no_flow_overlap === true),
  };
}

/** Takes of a schedule what somebody wrote. */
function definitionOf(schedule: ScheduleAnswer): WrittenSchedule {
  const written = Object.keys(scheduleDefinitionSchema.shape);
  return Object.fromEntries(
    Object.entries(schedule).filter(([name]) => written.includes(name)),
  ) as WrittenSchedule;
}

function overlapOf(
  { overlap }: ScheduleAnswer,
  isForbidden: boolean,
): WrittenSchedule['overlap'] {
  if (!isForbidden) return 'allow';
  return overlap === 'allow' ? 'skip' : overlap;
}
