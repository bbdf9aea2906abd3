import { ConflictError } from '@backstage/errors';
import {
  CONTRACTS,
  scheduleCreatePermission,
  type Schedule,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import * as z from 'zod';
import type { Caller } from '../../access/Caller';
import type { ScheduleNews, StoredSchedule } from '../../ports';
import {
  describeSchedule,
  nextAtOf,
  NOT_LET,
  requireAhead,
  toNews,
} from '../../schedules';
import { defineOperation } from '../defineOperation';
import type { OperationParts } from '../OperationParts';
import { FIELDS } from '../tools/fields';
import { defineTool } from '../tools/OperationTool';
import { findSchedule, requireNoFile } from './findSchedule';
import {
  aboutSchedule,
  consentTo,
  permitSchedule,
  receiveSchedule,
  type PermittedSchedule,
} from './receiveSchedule';

/**
 * Makes a schedule, and lends it the rights of its caller for exactly what it
 * starts now. An agent has none to lend for what is started while nobody looks:
 * its schedule waits for a person who lets it.
 */
export const createSchedule = defineOperation(CONTRACTS.createSchedule, {
  resolve: (parts, { caller, input }) =>
    receiveSchedule(parts, caller, input.request.definition),
  audit: {
    records: 'every call',
    action: 'schedule.create',
    about: ({ input: { request } }) =>
      aboutSchedule(request.definition.id, {
        reason: request.reason,
        environment: request.definition.environment,
      }),
    outcome: formatMade,
  },
  async permit(parts, { caller, resolved }) {
    await parts.gate.require(caller, scheduleCreatePermission);
    return permitSchedule(parts, caller, resolved);
  },
  async run(parts, { caller, input: { request }, permitted }) {
    const { definition, times, start } = permitted;
    const { now } = await parts.scheduleStore.readState();
    requireAhead(times, now);
    const made = await makeSchedule(parts, caller, { request, permitted, now });
    await parts.agents.propose(caller, start, async () => {
      const { schedule, news } = made;
      if (await parts.scheduleStore.add(schedule, news)) return;
      const other = await findSchedule(parts, definition.id);
      requireNoFile(other, 'change');
      throw new ConflictError(
        `There is a schedule ${definition.id} already. Choose another id, or change that one`,
      );
    });
    return { ...describeSchedule(made.schedule), created: true };
  },
  tool: defineTool({
    name: 'propose-schedule',
    title: 'Propose a schedule',
    description: 'To have a flow started at its times, once a person lets it.',
    input: {
      id: z.string('an id').describe('A new one.'),
      flow: FIELDS.flow,
      input: z
        .record(z.string(), z.unknown(), 'an object')
        .default({})
        .describe('Its input.'),
      environment: z.string('the name of an environment').describe('Its name.'),
      cron: z.string('a cron pattern').describe('Five fields.'),
      timezone: z.string('a time zone').describe('Such as Europe/Berlin.'),
      reason: FIELDS.why,
    },
    effect: 'change',
    toInput: ({ reason, ...definition }) => ({
      request: { definition, reason },
    }),
    toAnswer: ({ id, state, willRun, nextDueAt }) => ({
      id,
      state,
      ...(willRun.reason && { reason: willRun.reason }),
      nextDueAt,
    }),
  }),
});

function formatMade({
  id,
  flow,
  state,
}: Pick<Schedule, 'id' | 'flow' | 'state'>): string {
  switch (state) {
    case 'needs-consent':
      return `Schedule ${id} is to start ${flow} once a person lets it`;
    case 'paused':
      return `Schedule ${id} is to start ${flow}, and is paused`;
    default:
      return `Schedule ${id} starts ${flow}`;
  }
}

interface Made {
  request: { paused?: boolean; reason?: string };
  permitted: PermittedSchedule;
  /** ms since 1970 */
  now: number;
}

async function makeSchedule(
  parts: Pick<OperationParts, 'grant'>,
  caller: Caller,
  { request: { paused, reason }, permitted, now }: Made,
): Promise<{ schedule: StoredSchedule; news?: ScheduleNews }> {
  const { definition, times, start } = permitted;
  const by = caller.initiator;
  const said = { by, ...(reason && { reason }) };
  const at = new Date(now).toISOString();
  const nextAt = nextAtOf(definition, times, now) ?? undefined;
  const base = {
    ...{ definition, revision: 1, cursorAt: now, createdBy: by },
    ...{ createdAt: now, updatedAt: now },
  };
  if (by.kind === 'agent') {
    const schedule: StoredSchedule = {
      ...{ ...base, nextAt, state: 'needs-consent' },
      detail: { since: now, ...said },
      outlook: { result: 'needs-consent', reason: NOT_LET, at },
    };
    const news = toNews(schedule, {
      at: now,
      owner: definition.owner ?? start.asked.flow.owner,
      reason: `${by.ref} proposes it${reason ? `: ${reason}` : ''}`,
      happened: { kind: 'changed', to: 'needs-consent' },
    });
    return { schedule, news };
  }
  const schedule: StoredSchedule = {
    ...base,
    consent: await consentTo(parts, caller, start),
    state: paused ? 'paused' : 'active',
    // One that is made paused says who paused it, and why.
    detail: { since: now, ...(paused && said) },
    outlook: { result: 'ok', at },
    ...(!paused && { nextAt }),
  };
  return { schedule };
}
