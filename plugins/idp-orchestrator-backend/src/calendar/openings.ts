import type { Periods } from './Periods';

const DAY = 86_400_000;
/** How far ahead an opening is searched for (ms), and once beyond. */
const FARTHEST = 400 * DAY;
/**
 * How many windows are looked at, each for one moment, until it is taken for
 * never: some 100 ms, however many windows there are.
 */
const MOST_LOOKS = 2_000;
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
   * The first instant from `now` on that is open; undefined when 2,000 looks at
   * windows do not find one. What is closed in 400 days is looked at once more,
   * when it may open next.
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
  const looks = Math.max(1, freezes.length + maintenance.length);
  const tries = Math.ceil(MOST_LOOKS / looks);
  return { stateAt, nextOpening: rememberOpening(stateAt, tries) };
}

function findOpening(
  stateAt: Openings['stateAt'],
  now: number,
  mostTries: number,
): number | undefined {
  let at = now;
  for (let tries = 0; tries < mostTries; tries++) {
    const { open, until } = stateAt(at);
    if (open) return at;
    if (until === undefined) return undefined;
    if (until > now + FARTHEST) return stateAt(until).open ? until : undefined;
    at = until;
  }
  return undefined;
}

/** Remembers the opening that was found until it is past, because searching for it takes long. */
function rememberOpening(
  stateAt: Openings['stateAt'],
  mostTries: number,
): Openings['nextOpening'] {
  let asked = { from: 0, to: 0, opening: undefined as number | undefined };
  return now => {
    if (now >= asked.from && now < asked.to) return asked.opening;
    const opening = findOpening(stateAt, now, mostTries);
    asked = { from: now, to: opening ?? now + BELIEVED, opening };
    return opening;
  };
}
