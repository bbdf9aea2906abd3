import { longestStand } from '../measure/longestStand';
import { repeat, timeOf } from '../measure/repeat';
import type { PeerPlace, RunningPeer } from './Peer';
import type { PeerTurn } from './PeerProcess';
import { PEERS } from './systems';

const WARM_UPS = 30;
const FLOWS = 40;
const BATCH = 1_000;
const IN_FLIGHT = 20;

/** Starts one peer, and measures a turn of it each time that the parent says so. */
async function measurePeer(name: string, place: PeerPlace): Promise<void> {
  const peer = PEERS.find(one => one.name === name);
  if (!peer) throw new Error(`There is no peer ${name}`);
  const running = await peer.start(place);
  await repeat(WARM_UPS, running.runToEnd);
  process.on('message', message => {
    if (message === 'turn') {
      measureTurn(running).then(turn => process.send?.(turn), fail);
    } else if (message === 'stop') {
      running.stop().then(() => process.exit(0), fail);
    }
  });
  process.send?.('ready');
}

async function measureTurn(running: RunningPeer): Promise<PeerTurn> {
  const times = await repeat(FLOWS, () => timeOf(running.runToEnd));
  let batchMs = 0;
  const standMs = await longestStand(async () => {
    batchMs = await timeOf(() => runBatch(running));
  });
  return { times, standMs, flowsPerSecond: (BATCH / batchMs) * 1_000 };
}

/** So many are under way at any time. */
async function runBatch({ runToEnd }: RunningPeer): Promise<void> {
  let begun = 0;
  const lane = async () => {
    while (begun < BATCH) {
      begun += 1;
      await runToEnd();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

function fail(error: unknown): void {
  console.error(error);
  process.exit(1);
}

const [, , name, place] = process.argv;
measurePeer(name, JSON.parse(place)).catch(fail);
