import type {
  FlowSummary,
  Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Request, Router } from 'express';
import type { Caller } from '../../access/Caller';
import { getFlow } from '../../operations/flows/getFlow';
import { listFlows } from '../../operations/flows/listFlows';
import { createSchedule } from '../../operations/schedules/createSchedule';
import { getSchedule } from '../../operations/schedules/getSchedule';
import { listSchedules } from '../../operations/schedules/listSchedules';
import { pauseSchedule } from '../../operations/schedules/pauseSchedule';
import { previewSchedule } from '../../operations/schedules/previewSchedule';
import { removeSchedule } from '../../operations/schedules/removeSchedule';
import { resumeSchedule } from '../../operations/schedules/resumeSchedule';
import { updateSchedule } from '../../operations/schedules/updateSchedule';
import { badInput } from '../../problems/badInput';
import { toSchedule, type ScheduleAnswer } from '../answers/toSchedule';
import { cronOf } from '../calls/cronText';
import { exists } from '../calls/exists';
import { flowIdOf, pathOf, scheduleIdOf } from '../calls/flowPath';
import { readObject } from '../calls/readArguments';
import { readCaller } from '../calls/readCaller';
import { readChecked } from '../calls/readQuery';
import {
  enabledSchema,
  environmentOf,
  environmentQuerySchema,
  previewSchema,
  readEditedSchedule,
  readNewSchedule,
  toChanged,
  toDefinition,
} from '../calls/readScheduleBody';
import { chooseSchedules } from '../calls/readScheduleQuery';
import type { WindmillOptions } from '../WindmillOptions';

/** How many due times a preview shows, as in Windmill. */
const SHOWN = 5;

/** Adds the routes that show, make, change and remove schedules. */
export function addScheduleRoutes(
  router: Router,
  options: WindmillOptions,
): void {
  addLooks(router, options);
  addChanges(router, options);
  addActs(router, options);
}

/** Finds the schedule that `:path` of a route names. */
async function findSchedule(
  { params }: Request,
  { perform }: WindmillOptions,
  caller: Caller,
): Promise<ScheduleAnswer> {
  const scheduleId = scheduleIdOf((params as { path: string }).path);
  return (await perform(getSchedule, caller, { scheduleId })).schedule;
}

/** Lists all schedules, whose order here is another one than that of our pages. */
async function listAll(
  { perform }: WindmillOptions,
  caller: Caller,
): Promise<ScheduleAnswer[]> {
  const all: ScheduleAnswer[] = [];
  let cursor: string | undefined;
  do {
    const page = await perform(listSchedules, caller, { limit: 200, cursor });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return all;
}

function addLooks(router: Router, options: WindmillOptions): void {
  const { perform, workspace } = options;

  /** Tells flows from scripts; what is not there any more counts as a flow. */
  const readKinds = async (caller: Caller) => {
    const { items } = await perform(listFlows, caller, {});
    const scripts = items.filter(({ kind }) => kind === 'task');
    const ids = new Set(scripts.map(({ id }) => id));
    return ({ flow }: ScheduleAnswer) => !ids.has(flow);
  };

  router.get('/w/:workspace/schedules/list', async (req, res) => {
    const caller = await readCaller(req, options);
    const items = await listAll(options, caller);
    const isFlow = await readKinds(caller);
    const chosen = chooseSchedules(req.query, items, isFlow);
    res.json(
      chosen.map(one => toSchedule(one, { workspace, isFlow: isFlow(one) })),
    );
  });

  router.get('/w/:workspace/schedules/get/:path(*)', async (req, res) => {
    const caller = await readCaller(req, options);
    const schedule = await findSchedule(req, options, caller);
    const isFlow = (await readKinds(caller))(schedule);
    res.json(toSchedule(schedule, { workspace, isFlow }));
  });

  router.get('/w/:workspace/schedules/exists/:path(*)', async (req, res) => {
    const caller = await readCaller(req, options);
    res.json(await exists(findSchedule(req, options, caller)));
  });

  router.post('/schedules/preview', async (req, res) => {
    const caller = await readCaller(req, options);
    const asked = readChecked(previewSchema, readObject(req), 'The schedule');
    const { timezone } = asked;
    const request = { cron: cronOf(asked), timezone, count: SHOWN };
    const { nextTimes } = await perform(previewSchedule, caller, { request });
    res.json(nextTimes.map(({ at }) => at));
  });
}

function addChanges(router: Router, options: WindmillOptions): void {
  const { perform, defaultEnvironment } = options;

  router.post('/w/:workspace/schedules/create', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(environmentQuerySchema, req.query);
    const asked = readNewSchedule(readObject(req));
    const flowId = flowIdOf(asked.script_path);
    const flow = await perform(getFlow, caller, { flowId });
    requireKind(flow, asked.is_flow);
    const where = { ...query, args: asked.args };
    const environment = environmentOf(where, flow, defaultEnvironment);
    const definition = toDefinition(asked, { flow, environment });
    // Windmill keeps one as disabled that does not say.
    const request = { definition, paused: asked.enabled !== true };
    const { id } = await perform(createSchedule, caller, { request });
    res.status(201).type('text/plain').send(pathOf(id));
  });

  router.post('/w/:workspace/schedules/update/:path(*)', async (req, res) => {
    const caller = await readCaller(req, options);
    const query = readChecked(environmentQuerySchema, req.query);
    const asked = readEditedSchedule(readObject(req));
    const schedule = await findSchedule(req, options, caller);
    const flow = await perform(getFlow, caller, { flowId: schedule.flow });
    const where = { ...query, args: asked.args };
    const environment = environmentOf(where, flow, schedule.environment);
    const { id: scheduleId, revision } = schedule;
    const definition = toChanged(schedule, asked, environment);
    const request = { definition, revision };
    await perform(updateSchedule, caller, { scheduleId, request });
    res.type('text/plain').send(pathOf(scheduleId));
  });

  router.delete('/w/:workspace/schedules/delete/:path(*)', async (req, res) => {
    const caller = await readCaller(req, options);
    const { id, revision } = await findSchedule(req, options, caller);
    const asked = { scheduleId: id, request: { revision } };
    await perform(removeSchedule, caller, asked);
    res.type('text/plain').send(`schedule ${pathOf(id)} deleted`);
  });
}

function addActs(router: Router, options: WindmillOptions): void {
  const { perform } = options;
  const route = '/w/:workspace/schedules/setenabled/:path(*)';

  router.post(route, async (req, res) => {
    const caller = await readCaller(req, options);
    const { enabled } = readChecked(enabledSchema, readObject(req), 'The body');
    const { id: scheduleId, state } = await findSchedule(req, options, caller);
    // To want what is so already is no mistake in Windmill.
    if (enabled && state !== 'active') {
      // What was due while it was disabled is not started there.
      const request = { missed: 'skip' as const };
      await perform(resumeSchedule, caller, { scheduleId, request });
    }
    if (!enabled && state !== 'paused' && state !== 'ended') {
      await perform(pauseSchedule, caller, { scheduleId, request: {} });
    }
    res
      .type('text/plain')
      .send(
        `succesfully updated schedule at path ${pathOf(scheduleId)} to status ${enabled}`,
      );
  });
}

/** @throws InputError when a script was taken for a flow, or a flow for a script */
function requireKind({ id, kind }: FlowSummary, isFlow: boolean): void {
  if (isFlow === (kind === 'flow')) return;
  const problem: Problem = {
    path: 'is_flow',
    expected: `${!isFlow}, since ${pathOf(id)} is a ${kind === 'flow' ? 'flow' : 'script'}`,
    got: String(isFlow),
  };
  throw badInput('The schedule', [problem]);
}
