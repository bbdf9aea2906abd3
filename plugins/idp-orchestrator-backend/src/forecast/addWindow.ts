import { setImmediate } from 'node:timers/promises';
import type { CalendarWindow } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowRule } from '../gate';
import type { CalendarSpan } from './CalendarSpan';
import type { Earliest } from './Earliest';

/** So many are reckoned before others get their turn. */
const AT_ONCE = 50;

/** Adds each time that a window lasts; others get their turn meanwhile. */
export async function addWindow(
  windows: Earliest<CalendarWindow>,
  { id, title, kind, scope, periods }: WindowRule,
  span: CalendarSpan,
): Promise<void> {
  let { from } = span;
  for (;;) {
    const found = periods.between(from, windows.until + 1, AT_ONCE);
    for (const period of found) {
      windows.add(period.from, id, {
        id,
        title,
        kind,
        environments: [...scope.environments],
        from: new Date(period.from).toISOString(),
        to: new Date(period.to).toISOString(),
      });
    }
    await setImmediate();
    if (found.length < AT_ONCE) return;
    from = found[found.length - 1].to;
  }
}
