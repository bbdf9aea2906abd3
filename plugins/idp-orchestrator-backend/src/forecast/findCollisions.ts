import type { CalendarCollision } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowRule } from '../gate';
import type { ExpectedRun } from './ExpectedRun';
import { findHeld } from './findHeld';
import { findLockWaits } from './findLockWaits';
import { findOverruns } from './findOverruns';

/**
 * Finds what will get in the way of what, the earliest first: windows, runs of
 * the same schedule, and runs that want the same lock. It is pure, and reckons
 * with each run that takes as long as most did; what people start meanwhile, and
 * priorities, are not known to it.
 *
 * @param runs in the order of their times
 */
export function findCollisions(
  runs: readonly ExpectedRun[],
  rules: readonly WindowRule[],
): CalendarCollision[] {
  const held = findHeld(runs, rules);
  const overruns = findOverruns(held.left);
  const waits = findLockWaits(overruns.left);
  return [...held.collisions, ...overruns.collisions, ...waits].sort((a, b) =>
    a.from < b.from ? -1 : Number(a.from > b.from),
  );
}
