import { readPeriods } from '../calendar';
import type { WindowRule } from '../gate';
import type { WindowDefinition } from '../ports';

/**
 * Makes of a window as it was written what the gate looks at.
 *
 * @throws Error when its times cannot be read, which whoever wrote it was told
 */
export function toWindowRule(window: WindowDefinition): WindowRule {
  const { id, title, kind, environments, flows, riskAtLeast } = window;
  const read = readPeriods(window.timing);
  if ('problems' in read) {
    throw new Error(`The times of window ${id} cannot be read`);
  }
  return {
    id,
    title,
    kind,
    scope: { environments, flows, riskAtLeast },
    periods: read.periods,
    running: window.running,
    starts: window.starts,
    override: window.override,
  };
}
