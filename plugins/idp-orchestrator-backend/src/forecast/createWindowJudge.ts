import { joinOpenings, type Openings } from '../calendar';
import { describeReasons, isWithin, type WindowRule } from '../gate';
import type { ExpectedRun } from './ExpectedRun';

/** What windows say of a run; undefined when they let it begin. */
export type WindowJudge = (
  run: Pick<ExpectedRun, 'flow' | 'environment' | 'risk' | 'startAt'>,
) =>
  | {
      effect: 'hold' | 'deny';
      /** What it waits for, in words. */
      reason: string;
      /** When it may begin (ms since 1970); Infinity when no such time is known. */
      until: number;
    }
  | undefined;

/** Windows that are about the same changes, joined once. */
interface Joined {
  openings: Openings;
  freezes: WindowRule[];
  maintenance: WindowRule[];
  /** From when on (ms since 1970) no time is known at which all of them let it. */
  neverFrom: number;
}

/**
 * Makes what says of many runs what the gate would say of each. Searching for
 * an opening takes long, so what is about the same is searched once.
 */
export function createWindowJudge(rules: readonly WindowRule[]): WindowJudge {
  const known = new Map<string, Joined>();
  return ({ startAt, ...change }) => {
    const about = rules.filter(({ scope }) => isWithin(scope, change));
    if (about.length === 0) return undefined;
    const key = JSON.stringify(about.map(({ id }) => id));
    const joined = known.get(key) ?? join(about);
    known.set(key, joined);
    const { open, closedBy } = joined.openings.stateAt(startAt);
    if (open) return undefined;
    const closing = closedBy.map(({ kind, index }) => ({
      window:
        kind === 'freeze' ? joined.freezes[index] : joined.maintenance[index],
    }));
    const refuses = closing.some(({ window }) => window.starts === 'refuse');
    return {
      effect: refuses ? 'deny' : 'hold',
      reason: describeReasons(closing),
      until: findOpening(joined, startAt),
    };
  };
}

function join(about: readonly WindowRule[]): Joined {
  const freezes = about.filter(({ kind }) => kind === 'freeze');
  const maintenance = about.filter(({ kind }) => kind === 'maintenance');
  const openings = joinOpenings({
    freezes: freezes.map(({ periods }) => periods),
    maintenance: maintenance.map(({ periods }) => periods),
  });
  return { openings, freezes, maintenance, neverFrom: Infinity };
}

function findOpening(joined: Joined, startAt: number): number {
  if (startAt >= joined.neverFrom) return Infinity;
  const opening = joined.openings.nextOpening(startAt);
  if (opening === undefined) joined.neverFrom = startAt;
  return opening ?? Infinity;
}
