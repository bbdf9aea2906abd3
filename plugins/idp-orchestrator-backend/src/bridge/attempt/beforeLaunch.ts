import { setTimeout as sleep } from 'node:timers/promises';
import { NotAllowedError } from '@backstage/errors';
import type { ScriptAttempt, ScriptFollower } from '../../ports';
import type { PreparedCall } from '../call/PreparedCall';

const LEASE_LOOK_MS = 100;

/** An attempt whose script is about to be started, and who has it started. */
export interface Beginning {
  attempt: Pick<ScriptAttempt, 'dryRun'>;
  follower: Pick<ScriptFollower, 'isHeld' | 'begins'>;
  signal: AbortSignal;
}

/**
 * Requires that what is started in a dry run can do one.
 *
 * @throws NotAllowedError
 */
export function requireDryRun(
  { entry, action }: Pick<PreparedCall, 'entry' | 'action'>,
  { dryRun }: Pick<ScriptAttempt, 'dryRun'>,
): void {
  if (!dryRun || action.dryRun) return;
  throw new NotAllowedError(
    `${entry.id} ${action.name} does not declare that it supports a dry run, and is not started in one`,
  );
}

/** Tells which services the catalog says that it changes, before it does. */
export async function tellTouched(
  { attempt, follower }: Pick<Beginning, 'attempt' | 'follower'>,
  { entry, action }: Pick<PreparedCall, 'entry' | 'action'>,
): Promise<void> {
  const { touches, readOnly, title } = action;
  if (touches.length === 0 || readOnly || attempt.dryRun) return;
  const what = `${entry.title}: ${title}`;
  await follower.begins?.(touches.map(service => ({ service, what })));
}

/**
 * Waits until the lease of the run holds. When it has ended, another host may
 * count on nothing being started here: it is renewed, or the run is handed
 * over.
 */
export async function untilHeld({
  follower,
  signal,
}: Pick<Beginning, 'follower' | 'signal'>): Promise<void> {
  while (!follower.isHeld()) {
    if (signal.aborted && signal.reason !== 'cancel') throw signal.reason;
    await sleep(LEASE_LOOK_MS);
  }
}
