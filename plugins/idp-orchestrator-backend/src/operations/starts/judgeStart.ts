import { ConflictError } from '@backstage/errors';
import type {
  HeldPlan,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { listReadOnlySteps } from '../../access/resolve/listReadOnlySteps';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { RunRequest } from '../../engine/createNewRun';
import { CLOSED } from '../../access/agents/refusals';
import { describeReasons, judgeChange } from '../../gate';
import type { Clock } from '../../ports';
import type { Windows } from '../../windows';

/** Knows when which changes may happen, and what time it is. */
export interface StartJudge {
  windows: Pick<Windows, 'listRules'>;
  clock: Pick<Clock, 'now'>;
}

/**
 * Tells what a start would be held or refused for, at the time at which it would
 * begin; undefined where nothing is against it, or it changes nothing by itself.
 */
export function judgeStart(
  { windows, clock }: StartJudge,
  { view, risk }: Pick<ResolvedStart, 'view' | 'risk'>,
  asked: RunRequest,
): HeldPlan | undefined {
  const rules = windows.listRules();
  if (rules.length === 0 || !changesAnything(asked, view)) return undefined;
  const now = clock.now();
  const at = asked.startAt ? Math.max(now, Date.parse(asked.startAt)) : now;
  const { flow, environment } = asked;
  const change = { flow: flow.id, environment, risk };
  const verdict = judgeChange(change, rules, at);
  if (verdict.effect === 'allow') return undefined;
  const { effect, because, until } = verdict;
  return {
    effect: effect === 'deny' ? 'refuse' : 'hold',
    text: describeReasons(because),
    windows: because.map(({ window }) => window.id),
    ...(until !== undefined && { until: new Date(until).toISOString() }),
  };
}

/** Whether a start changes anything by itself, as far as scripts say. */
export function changesAnything(
  asked: RunRequest,
  { scripts }: ResolvedStart['view'],
): boolean {
  const readOnly = listReadOnlySteps(asked, scripts);
  return asked.flow.steps.some(step => !step.finally && !readOnly.has(step.id));
}

/** @throws ConflictError saying when it may be started, for agents as data too */
export function requireNotRefused({ held }: RunPlan, asked: RunRequest): void {
  if (held?.effect !== 'refuse') return;
  const { text, until } = held;
  const later = until
    ? `Start it then, or now with startAt ${until}`
    : 'No time is known at which it may be started';
  const error = new ConflictError(
    `${asked.flow.id} may not be started in ${asked.environment} now: it would wait for ${text}${until ? `, until ${until}` : ''}. ${later}`,
  );
  throw Object.assign(error, { [CLOSED]: until ?? 'never' });
}
