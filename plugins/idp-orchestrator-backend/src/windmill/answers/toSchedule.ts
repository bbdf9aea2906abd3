import type { scheduleSchema } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import { cronTextOf } from '../calls/cronText';
import { pathOf } from '../calls/flowPath';
import { userOf } from './resultOf';

/** A schedule as operations answer with it. */
export type ScheduleAnswer = z.input<typeof scheduleSchema>;

/** Describes a schedule in Windmill's form. */
export function toSchedule(
  schedule: ScheduleAnswer,
  { workspace, isFlow }: { workspace: string; isFlow: boolean },
) {
  const { id, title, flow, input, timezone, overlap, state } = schedule;
  const { consentedBy, createdBy } = schedule;
  // Nobody has made, or let, one that is in a file.
  const user = consentedBy ?? (createdBy ? userOf(createdBy) : 'file');
  const error = errorOf(schedule);
  return {
    workspace_id: workspace,
    path: pathOf(id),
    summary: title ?? null,
    schedule: cronTextOf(schedule),
    cron_version: 'v2',
    timezone,
    enabled: state === 'active',
    script_path: pathOf(flow),
    is_flow: isFlow,
    args: input,
    no_flow_overlap: overlap !== 'allow',
    ws_error_handler_muted: false,
    edited_by: user,
    edited_at: schedule.updatedAt,
    email: user,
    permissioned_as: user,
    extra_perms: {},
    ...(error !== undefined && { error }),
  };
}

/** Says why it starts nothing by itself, or would not; nothing of one that somebody disabled. */
function errorOf({ state, stateReason, willRun }: ScheduleAnswer) {
  if (state === 'paused' || state === 'ended') return undefined;
  if (state !== 'active') return stateReason ?? willRun.reason ?? state;
  return willRun.result === 'ok' ? undefined : willRun.reason;
}
