import { median, percentile } from '../measure/statistics';
import { inMs, NOTHING, times as inTimes } from '../report/Figure';
import { renderRows } from '../report/table';
import type { Peer } from './Peer';
import type { PeerTurn } from './PeerProcess';

export interface MeasuredPeer {
  peer: Peer;
  turns: PeerTurn[];
  /** Why it is not measured. */
  leftOut?: string;
}

const HEADER = [
  'three durable steps of no effect',
  'keeps',
  'median',
  'p95',
  '× fastest peer',
  '20 at a time',
  'its loop stood',
];

/** Renders the figures, each beside the fastest peer that keeps a history and is asked in the same way. */
export function renderPeers(measured: MeasuredPeer[]): string {
  const rows = measured.map(one => {
    const { peer, turns, leftOut } = one;
    if (turns.length === 0) {
      return [peer.name, peer.keeps, leftOut ?? NOTHING, ...nothing(4)];
    }
    const all = turns.flatMap(({ times }) => times);
    const fastest = fastestPeer(measured, peer.overHttp);
    return [
      peer.name,
      peer.keeps,
      inMs(median(all)),
      inMs(percentile(all, 95)),
      fastest === undefined ? NOTHING : inTimes(median(all) / fastest),
      `${Math.round(median(turns.map(turn => turn.flowsPerSecond)))} flows/s`,
      inMs(Math.max(...turns.map(turn => turn.standMs))),
    ];
  });
  return renderRows(HEADER, rows);
}

function fastestPeer(
  measured: MeasuredPeer[],
  overHttp: boolean,
): number | undefined {
  const medians = measured
    .filter(({ peer, turns }) => turns.length > 0 && isComparable(peer))
    .filter(({ peer }) => peer.overHttp === overHttp)
    .map(({ turns }) => median(turns.flatMap(({ times }) => times)));
  return medians.length > 0 ? Math.min(...medians) : undefined;
}

/** What is installed for this is not ours. */
function isComparable({ keeps, packages }: Peer): boolean {
  return keeps === 'a history' && packages.length > 0;
}

function nothing(count: number): string[] {
  return Array.from({ length: count }, () => NOTHING);
}
