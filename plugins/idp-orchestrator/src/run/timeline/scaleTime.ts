import type { TimelineLayout } from './layOutTimeline';

/** A stretch in which no step ran; ms since the run began. */
export interface Gap {
  from: number;
  to: number;
}

export interface TimeScale {
  /** Where a time is drawn, from 0 to 1. */
  place: (ms: number) => number;
  /** What is drawn shorter than it was. */
  gaps: Gap[];
}

/** Shorter ones tell something by their length. */
const LEAST_GAP_MS = 60_000;

/** Shorter ones, as a part of the whole, leave room enough for the rest. */
const LEAST_GAP_SHARE = 0.2;

/** How wide a gap is drawn, as a part of the whole. */
const DRAWN_GAP = 0.06;

/** Time as it was. */
export function scaleTruly({ length }: TimelineLayout): TimeScale {
  return { place: ms => clamp(ms / length), gaps: [] };
}

/** Time with its long gaps drawn short, so that two days of waiting do not hide the minutes of work. */
export function scaleWithoutGaps(layout: TimelineLayout): TimeScale {
  const gaps = findGaps(layout);
  if (gaps.length === 0) return scaleTruly(layout);
  const left = gaps.reduce((ms, gap) => ms - lengthOf(gap), layout.length);
  const perMs = (1 - gaps.length * DRAWN_GAP) / left;
  const place = (ms: number) => {
    let drawn = 0;
    let at = 0;
    for (const gap of gaps) {
      if (ms <= gap.from) break;
      drawn += (gap.from - at) * perMs;
      const within = Math.min(ms, gap.to) - gap.from;
      drawn += (within / lengthOf(gap)) * DRAWN_GAP;
      at = Math.min(ms, gap.to);
    }
    return clamp(drawn + (ms - at) * perMs);
  };
  return { place, gaps };
}

/** Waiting is no work: only attempts that did something keep their time. */
function findGaps({ rows, length }: TimelineLayout): Gap[] {
  const busy = rows
    .flatMap(({ bars }) => bars)
    .filter(bar => bar.kind === 'attempt')
    .filter(bar => bar.to > bar.from)
    .sort((a, b) => a.from - b.from);
  if (busy.length === 0) return [];
  const gaps: Gap[] = [];
  let end = 0;
  for (const { from, to } of [...busy, { from: length, to: length }]) {
    if (from > end) gaps.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  const least = Math.max(LEAST_GAP_MS, length * LEAST_GAP_SHARE);
  return gaps.filter(gap => lengthOf(gap) >= least);
}

function lengthOf({ from, to }: Gap): number {
  return to - from;
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
