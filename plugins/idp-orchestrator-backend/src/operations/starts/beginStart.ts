import {
  principalOf,
  type Run,
  type RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LendAuthority } from '../../access/authority/createAuthority';
import { listStartQuestions } from '../../access/authorization/startQuestions';
import type { Caller } from '../../access/Caller';
import type { ResolvedStart } from '../../access/resolve/ResolvedStart';
import type { CallOpening } from '../../ports';
import { refuseWhileStopping } from '../../problems/whileStopping';
import type { SecretInputs } from '../runs/SecretInputs';
import {
  beginRun,
  needsAuthority,
  planRun,
  shapeStart,
  type Begun,
  type RunStarter,
  type StartPlanner,
} from './beginRun';

/** What it takes to begin what a caller asked for. */
export interface StartParts extends RunStarter {
  /** Lends a run the rights of a caller for what it does later. */
  grant: LendAuthority;
  secretInputs: SecretInputs;
  /** Aborts when this backend begins to stop; nothing is started then. */
  stopping: AbortSignal;
}

/** A start that was read, and that its caller may start. */
export interface PermittedStart {
  caller: Caller;
  start: ResolvedStart;
  /** The opening of the call, where the commit that makes the run writes it. */
  opening?: CallOpening;
}

/**
 * Begins what a caller asked for.
 *
 * @throws ServiceUnavailableError while this backend is being stopped
 */
export async function beginStart(
  parts: StartParts,
  { caller, start, opening }: PermittedStart,
): Promise<Begun> {
  const { secretInputs, grant, stopping } = parts;
  refuseWhileStopping(stopping, 'starts nothing new');
  return beginRun(parts, {
    start,
    key: keyOf(caller, start),
    grant: () => grant(caller, listStartQuestions(start)),
    hide: (plan, asked) => secretInputs.hideInPlan(plan, asked),
    opening,
  });
}

/** Tells what a start that was read would do. */
export async function planStart(
  parts: StartPlanner & Pick<StartParts, 'secretInputs'>,
  start: ResolvedStart,
): Promise<RunPlan> {
  const asked = await shapeStart(start);
  const plan = await planRun(parts, { start, asked, ask: true });
  return parts.secretInputs.hideInPlan(plan, asked);
}

/** Lends a run the rights of who lets it go on. */
export async function lendAuthority(
  { grant, store }: Pick<StartParts, 'grant' | 'store'>,
  caller: Caller,
  { run, start }: { run: Run; start: ResolvedStart },
): Promise<void> {
  if (!needsAuthority(start.asked)) return;
  const authority = await grant(caller, listStartQuestions(start));
  await store.setAuthority(run.id, authority);
}

/** Keys of different callers never meet. */
function keyOf(
  { initiator }: Caller,
  { idempotencyKey }: ResolvedStart,
): string | undefined {
  if (!idempotencyKey) return undefined;
  const { kind, ref } = initiator;
  const caller = kind === 'agent' ? `${ref}:${principalOf(initiator)}` : ref;
  return `${kind}:${caller}:${idempotencyKey}`;
}
