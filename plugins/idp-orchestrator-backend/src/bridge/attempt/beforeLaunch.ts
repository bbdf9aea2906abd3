import { setTimeout as sleep } from 'node:timers/promises';
import { NotAllowedError } from '@backstage/errors';
import {
  findActionOf,
  type ScriptAttempt,
  type ScriptCall,
  type ScriptFollower,
} from '../../ports';
import { listTouched } from '../call/listTouched';
import type { PreparedCall } from '../call/PreparedCall';
import { withOwnNames } from '../call/sendArguments';
import type { FileScriptCatalog } from '../catalog/FileScriptCatalog';

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

/** Tells which services it changes, before it does. */
export async function reportTouches(
  { attempt, follower }: Pick<Beginning, 'attempt' | 'follower'>,
  call: Pick<PreparedCall, 'entry' | 'action' | 'args'>,
): Promise<void> {
  const touched = attempt.dryRun ? [] : listTouched(call);
  if (touched.length > 0) await follower.begins?.(touched);
}

/** Tells whoever follows it now which services it changes, as far as the catalog still says so. */
export async function reportTouchesAgain(
  { attempt, follower }: { attempt: ScriptCall } & Pick<Beginning, 'follower'>,
  catalog: Pick<FileScriptCatalog, 'find'>,
): Promise<void> {
  const entry = await catalog
    .find(attempt.environment, attempt.script)
    // What it did was told when it was begun.
    .catch(() => undefined);
  const action =
    entry && findActionOf(entry, attempt.action ?? entry.defaultAction);
  if (!action) return;
  const args = withOwnNames(entry, attempt.args);
  await reportTouches({ attempt, follower }, { entry, action, args });
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
