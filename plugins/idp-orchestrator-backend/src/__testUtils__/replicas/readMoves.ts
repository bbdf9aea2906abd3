import type { FeedEntry } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Fleet } from './Fleet';
import type { Replica } from './Replica';

/** A run that went from one worker to another. */
export interface Move {
  /** What the other one went on with. */
  what: 'next step' | 'wait' | 'script';
  /** From when the run could go on until it did, in ms. */
  waitMs: number;
  /** Whether the other one had it before the first one had ended. */
  whileDraining: boolean;
}

/** A replica that has ended, and when. */
export interface EndedReplica {
  replica: Replica;
  endedAt: number;
}

/** Reads which of the runs went from a replica that has ended to another one. */
export async function readMoves(
  fleet: Fleet,
  runIds: string[],
  ended: EndedReplica,
): Promise<Move[]> {
  const moves: Move[] = [];
  for (const runId of runIds) {
    const move = findMove(await fleet.readFeed(runId), ended);
    if (move) moves.push(move);
  }
  return moves;
}

function findMove(
  feed: FeedEntry[],
  { replica, endedAt }: EndedReplica,
): Move | undefined {
  let wasHere = false;
  for (const [index, entry] of feed.entries()) {
    const worker = workerOf(entry);
    if (worker === undefined) continue;
    const isHere = replica.isNamed(worker);
    if (wasHere && !isHere) {
      const [before, taken, next = taken] = feed.slice(index - 1);
      return {
        what: describe(before),
        waitMs: timeOf(next) - couldGoOnAt(before),
        whileDraining: timeOf(taken) < endedAt,
      };
    }
    wasHere = isHere;
  }
  return undefined;
}

/** The worker that takes the run by this. */
function workerOf(entry: FeedEntry): string | undefined {
  if (entry.kind !== 'event') return undefined;
  const { event } = entry;
  const takes = event.type === 'run.started' || event.type === 'run.resumed';
  return takes ? event.worker : undefined;
}

function describe(before: FeedEntry): Move['what'] {
  if (before.kind !== 'event') return 'script';
  if (before.event.type === 'step.waiting') return 'wait';
  return before.event.type === 'step.finished' ? 'next step' : 'script';
}

function couldGoOnAt(before: FeedEntry): number {
  if (before.kind === 'event' && before.event.type === 'step.waiting') {
    const { until } = before.event.waitingFor;
    if (until) return Date.parse(until);
  }
  return timeOf(before);
}

function timeOf(entry: FeedEntry): number {
  return Date.parse(entry.kind === 'event' ? entry.event.at : entry.chunk.at);
}
