import type { Periods } from './Periods';

const DAY = 86_400_000;
/** How far ahead an opening is searched for (ms). */
const FARTHEST = 400 * DAY;
/** How often a window may open without all of them being open, until it is taken for never. */
const MOST_TRIES = 1_000;
/** How long it is believed that there is no opening (ms). */
const BELIEVED = 3_600_000;

/** What keeps something closed: a freeze that is on, or a maintenance window that is not. */
export interface Closing {
  kind: 'freeze' | 'maintenance';
  /** Which one, in the list that was given. */
  index: number;
}

export interface OpenState {
  open: boolean;
  /**
   * Up to when this does not change (ms since 1970). What is closed may be so
   * after that as well; never changes when absent.
   */
  until?: number;
  /** Empty when open. */
  closedBy: Closing[];
}

/** When something may go on. */
export interface Openings {
  stateAt(now: number): OpenState;
  /**
   * The first instant from `now` on that is open; undefined when there is none
   * in 400 days, or not in the first 1,000 times that one of the windows opens.
   */
  nextOpening(now: number): number | undefined;
}

/**
 * Joins what keeps something closed: it is open while no freeze is on and all
 * maintenance windows are, of which there may be none.
 */
export function joinOpenings(given: {
  freezes: Periods[];
  maintenance: Periods[];
}): Openings {
  const { freezes, maintenance } = given;
  const stateAt = (now: number): OpenState => {
    const closedBy: Closing[] = [];
    // What is open changes as soon as one does, what is closed when the last does.
    let closes = Infinity;
    let opens = now;
    freezes.forEach((freeze, index) => {
      const current = freeze.at(now);
      if (current) {
        closedBy.push({ kind: 'freeze', index });
        opens = Math.max(opens, current.to);
      } else {
        closes = Math.min(closes, freeze.nextAfter(now)?.from ?? Infinity);
      }
    });
    maintenance.forEach((window, index) => {
      const current = window.at(now);
      if (current) {
        closes = Math.min(closes, current.to);
      } else {
        closedBy.push({ kind: 'maintenance', index });
        opens = Math.max(opens, window.nextAfter(now)?.from ?? Infinity);
      }
    });
    const open = closedBy.length === 0;
    const until = open ? closes : opens;
    return { open, closedBy, ...(until < Infinity && { until }) };
  };
  return { stateAt, nextOpening: rememberOpening(stateAt) };
}

function findOpening(
  stateAt: Openings['stateAt'],
  now: number,
): number | undefined {
  let at = now;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { open, until } = stateAt(at);
    if (open) return at;
    if (until === undefined || until > now + FARTHEST) return undefined;
    at = until;
  }
  return undefined;
}

/** Remembers the opening that was found until it is past, because searching for it takes long. */
function rememberOpening(
  stateAt: Openings['stateAt'],
): Openings['nextOpening'] {
  let asked = { from: 0, to: 0, opening: undefined as number | undefined };
  return now => {
    if (now >= asked.from && now < asked.to) return asked.opening;
    const opening = findOpening(stateAt, now);
    asked = { from: now, to: opening ?? now + BELIEVED, opening };
    return opening;
  };
}
