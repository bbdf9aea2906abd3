import {
  RISKS,
  type Risk,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { joinOpenings, type Openings } from '../calendar';
import type { WindowRule, WindowScope } from './WindowRule';

/** What is about to happen, as far as rules tell changes apart. */
export interface Change {
  flow: string;
  environment: string;
  /** Runs from before it was kept have none, and count as critical. */
  risk?: Risk;
  /** Ids of windows that people let it happen in spite of. */
  overridden?: ReadonlySet<string>;
  /** It belongs to what has begun to change something, and did not wait since. */
  underWay?: boolean;
}

/** A window that has something to say about a change. */
export interface Reason {
  window: WindowRule;
  /** Until when (ms since 1970) it says so; for ever when absent. */
  until?: number;
}

/** What rules say of a change at one moment. The worst of them counts. */
export type Verdict =
  | { effect: 'allow' }
  | {
      /** `hold`: it happens by itself at `until`. `deny`: it does not happen. */
      effect: 'hold' | 'deny';
      because: Reason[];
      /** The next time (ms since 1970) at which it may happen; never when absent. */
      until?: number;
    };

const ALLOW: Verdict = { effect: 'allow' };

/**
 * Judges whether a change may happen at a time (ms since 1970): asked when it is
 * planned and started, and again before each step that changes something. It is
 * pure (it remembers openings, which do not change), and costs as much as there
 * are windows that are about the change.
 */
export function judgeChange(
  change: Change,
  windows: readonly WindowRule[],
  now: number,
): Verdict {
  const about = windows.filter(window => concerns(window, change));
  if (about.length === 0) return ALLOW;
  const because = listClosing(about, now);
  if (because.length === 0) return ALLOW;
  const until = findOpening(about, now);
  const effect = because.some(({ window }) => window.starts === 'refuse')
    ? 'deny'
    : 'hold';
  return { effect, because, ...(until !== undefined && { until }) };
}

function concerns(window: WindowRule, change: Change): boolean {
  if (change.overridden?.has(window.id)) return false;
  if (change.underWay && window.running === 'finish') return false;
  return isWithin(window.scope, change);
}

/** Whether a window is about changes of this kind. */
export function isWithin(
  { environments, flows, riskAtLeast }: WindowScope,
  { environment, flow, risk = 'critical' }: Change,
): boolean {
  if (environments.length > 0 && !environments.includes(environment)) {
    return false;
  }
  if (flows && !flows.includes(flow)) return false;
  return (
    riskAtLeast === undefined ||
    RISKS.indexOf(risk) >= RISKS.indexOf(riskAtLeast)
  );
}

/**
 * Lists the windows that keep a change from happening now: every freeze that is
 * on, and every maintenance window that is not open.
 */
function listClosing(windows: readonly WindowRule[], now: number): Reason[] {
  return windows.flatMap(window => {
    const current = window.periods.at(now);
    if (window.kind === 'freeze') {
      return current ? [{ window, until: current.to }] : [];
    }
    if (current) return [];
    const next = window.periods.nextAfter(now);
    return [{ window, ...(next && { until: next.from }) }];
  });
}

/** The first time from `now` on at which none of the windows closes; undefined when none is found. */
export function findOpening(
  windows: readonly WindowRule[],
  now: number,
): number | undefined {
  return openingsOf(windows).nextOpening(now);
}

/** So many sets of windows are kept that begin with the same one. */
const MOST_KEPT = 20;

/** What some windows leave open, which remembers what a search has found, by the first of them. */
const kept = new WeakMap<
  WindowRule,
  { windows: readonly WindowRule[]; openings: Openings }[]
>();

function openingsOf(windows: readonly WindowRule[]): Openings {
  const [first] = windows;
  const sets = kept.get(first) ?? [];
  const known = sets.find(
    one =>
      one.windows.length === windows.length &&
      one.windows.every((window, index) => window === windows[index]),
  );
  if (known) return known.openings;
  const periodsOf = (kind: WindowRule['kind']) =>
    windows.filter(one => one.kind === kind).map(({ periods }) => periods);
  const openings = joinOpenings({
    freezes: periodsOf('freeze'),
    maintenance: periodsOf('maintenance'),
  });
  kept.set(first, [{ windows, openings }, ...sets.slice(0, MOST_KEPT - 1)]);
  return openings;
}
