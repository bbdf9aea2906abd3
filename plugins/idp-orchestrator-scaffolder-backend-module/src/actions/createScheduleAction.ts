import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '@backstage/errors';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import {
  scheduleDefinitionSchema,
  type OrchestratorClient,
  type Schedule,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { connect, type ActionServices } from '../connect';
import { describeRunPlan, reasonOf } from '../run';
import { untilReachable } from '../untilReachable';
import { example } from './example';

const ID = 'idp:schedule:create';

type Context = Pick<ActionContext<{}>, 'logger' | 'signal'>;

/**
 * Makes the action that makes a schedule in the name of the template's user, or
 * keeps the one that is the same: a step may be done again.
 */
export function createScheduleAction(services: ActionServices) {
  return createTemplateAction({
    id: ID,
    description:
      'Makes a schedule of IDP Orchestrator: a flow or script is started at its times, with the rights of the user of the template. One that is there already, and is the same, is kept.',
    examples: EXAMPLES,
    supportsDryRun: true,
    schema: {
      input: {
        schedule: z =>
          z
            .record(z.unknown())
            .describe(
              'The schedule as the API takes it: id, flow, input, environment, timezone, one of cron, every and at, and what else it has',
            ),
        paused: z =>
          z
            .boolean()
            .optional()
            .describe('Start nothing until somebody resumes it'),
        reason: z =>
          z
            .string()
            .max(1_000)
            .optional()
            .describe('Why; names the template and its step if absent'),
      },
      output: {
        scheduleId: z => z.string().describe('The id of the schedule'),
        state: z =>
          z
            .string()
            .describe(
              'active, paused or what it is; planned in a dry run of the template',
            ),
        nextDueAt: z =>
          z.string().optional().describe('When it is due next, by UTC'),
        kept: z =>
          z.boolean().describe('Whether it was there already, and is kept'),
      },
    },
    async handler(ctx) {
      const { schedule, paused, reason = reasonOf(ctx) } = ctx.input;
      // What is wrong with it is told by the orchestrator.
      const definition = schedule as ScheduleDefinition;
      const { asUser } = connect(services, ctx);
      ctx.output('scheduleId', String(definition.id));
      if (ctx.isDryRun) {
        const nextDueAt = await tellPlan(ctx, asUser, definition);
        ctx.output('state', 'planned');
        ctx.output('nextDueAt', nextDueAt);
        ctx.output('kept', false);
        return;
      }
      const request = { definition, paused, reason };
      const { made, kept } = await makeOrKeep(ctx, asUser, request);
      ctx.logger.info(
        `Schedule ${made.id} ${kept ? 'was there already, and is kept' : 'is made'}: it is ${made.state}, with the rights of ${made.consentedBy ?? 'nobody'}, and due next at ${made.nextDueAt ?? 'no time'}`,
      );
      ctx.output('state', made.state);
      ctx.output('nextDueAt', made.nextDueAt);
      ctx.output('kept', kept);
    },
  });
}

interface Wanted {
  definition: ScheduleDefinition;
  paused?: boolean;
  reason: string;
}

/** @throws ConflictError when there is another one of this id */
async function makeOrKeep(
  ctx: Context,
  client: OrchestratorClient,
  wanted: Wanted,
): Promise<{ made: Schedule; kept: boolean }> {
  const { id } = wanted.definition;
  // What is wrong with it is told by the orchestrator, when it is made.
  const read = scheduleDefinitionSchema.safeParse(wanted.definition);
  const findSame = async () => {
    const known = read.success && (await find(ctx, client, id));
    return known && requireSame(known, read.data);
  };
  const same = await findSame();
  if (same) return { made: same, kept: true };
  try {
    const made = await untilReachable(
      () => client.createSchedule(wanted),
      ctx,
      `Schedule ${id} was not made`,
    );
    return { made, kept: false };
  } catch (error) {
    if ((error as Error).name !== 'ConflictError') throw error;
    // It was made meanwhile, maybe by this very call, whose answer was lost.
    const made = await findSame();
    if (!made) throw error;
    return { made, kept: true };
  }
}

async function find(
  ctx: Context,
  client: OrchestratorClient,
  id: string,
): Promise<Schedule | undefined> {
  try {
    const { schedule } = await untilReachable(
      () => client.getSchedule(id),
      ctx,
      `Schedule ${id} could not be looked for`,
    );
    return schedule;
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') return undefined;
    throw error;
  }
}

function requireSame(known: Schedule, wanted: ScheduleDefinition): Schedule {
  const different = Object.keys(scheduleDefinitionSchema.shape).filter(name => {
    const field = name as keyof ScheduleDefinition;
    return !isDeepStrictEqual(asJson(known[field]), asJson(wanted[field]));
  });
  if (different.length === 0) return known;
  throw new ConflictError(
    `There is a schedule ${known.id} already, which differs in ${different.join(', ')}. Choose another id, or change that one in the portal: a template changes none`,
  );
}

/** A value as it comes out of JSON, which keeps nothing that is undefined. */
function asJson(value: unknown): unknown {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** Tells what would be due when, and what each of its runs would do; gives the first time. */
async function tellPlan(
  ctx: Context,
  client: OrchestratorClient,
  definition: ScheduleDefinition,
): Promise<string | undefined> {
  const { id, flow, input, environment } = definition;
  const { cron, every, from, at, timezone, except, until } = definition;
  const timing = { cron, every, from, at, timezone, except, until };
  const { preview, plan } = await untilReachable(
    async () => ({
      preview: await client.previewSchedule(timing),
      plan: await client.planRun(flow, { input, environment }),
    }),
    ctx,
    `Schedule ${id} could not be planned`,
  );
  ctx.logger.info(`Schedule ${id} would start ${flow}; nothing is made`);
  for (const { at: time, local, offset, notes } of preview.nextTimes) {
    ctx.logger.info(
      [`Due at ${time}, ${local} ${offset}`, ...notes].join('. '),
    );
  }
  preview.notes.forEach(note => ctx.logger.info(note));
  describeRunPlan(plan).forEach(line => ctx.logger.info(line));
  return preview.nextTimes.at(0)?.at;
}

const EXAMPLES = [
  example('Start a flow every working day at night', {
    id: 'nightly',
    name: 'Clean up every night',
    action: ID,
    input: {
      schedule: {
        id: '${{ parameters.name }}-cleanup',
        flow: 'cleanup-registry',
        input: { days: 30 },
        environment: 'staging',
        cron: '30 2 * * 1-5',
        timezone: 'Europe/Berlin',
      },
      reason: 'Made with the service',
    },
  }),
];
