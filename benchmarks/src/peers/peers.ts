import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgresServer } from '../databases/startPostgres';
import { repeat } from '../measure/repeat';
import { describeMachine } from '../report/machine';
import { writeReadme } from '../report/writeReadme';
import { installPeer } from './installPeer';
import type { Peer } from './Peer';
import { PeerProcess, type PeerTurn } from './PeerProcess';
import { renderPeers, type MeasuredPeer } from './renderPeers';
import { PEERS } from './systems';

const TURNS = 5;

/**
 * `yarn bench:peers` measures every peer in turns and writes the figures to the
 * README; with names, or parts of them, only those, which it only prints.
 */
async function benchPeers(asked: string[]): Promise<void> {
  const chosen = asked.length > 0 ? PEERS.filter(isAsked(asked)) : PEERS;
  if (chosen.length === 0) {
    throw new Error(
      `There is no peer ${asked.join(', ')}; there are ${PEERS.map(({ name }) => name).join('; ')}`,
    );
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'idp-bench-peers-'));
  const postgres = await startPostgresServer();
  try {
    const started: StartedPeer[] = [];
    for (const peer of chosen) {
      started.push(await startPeer(peer, folder, postgres));
    }
    await measureInTurns(started);
    const report = `${describeMachine()}\n\n${renderPeers(started)}`;
    console.log(`\n${report}`);
    await Promise.all(started.map(({ process: one }) => one?.stop()));
    if (asked.length === 0) await writeReadme(report, 'peers');
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface StartedPeer extends MeasuredPeer {
  process?: PeerProcess;
}

const isAsked =
  (asked: string[]) =>
  ({ name }: Peer) =>
    asked.some(part => name.toLowerCase().includes(part.toLowerCase()));

type Postgres = Awaited<ReturnType<typeof startPostgresServer>>;

/** One that cannot be had is left out, with the reason. */
async function startPeer(
  peer: Peer,
  parent: string,
  postgres: Postgres,
): Promise<StartedPeer> {
  console.log(`${peer.name} …`);
  const database = `peer_${PEERS.indexOf(peer)}`;
  const folder = path.join(parent, database);
  try {
    await mkdir(folder);
    await postgres.createDatabase(database);
    const place = {
      folder,
      database: { ...postgres.connection, database },
      packages: await installPeer(peer.packages),
    };
    const process = await PeerProcess.start(peer.name, place);
    return { peer, process, turns: [] };
  } catch (error) {
    const { message } = error as Error;
    console.log(`  left out: ${message}`);
    return { peer, turns: [], leftOut: message.split('\n', 1)[0] };
  }
}

/** So that whatever else the machine does meets all of them. */
async function measureInTurns(started: StartedPeer[]): Promise<void> {
  await repeat(TURNS, async () => {
    for (const { peer, process: one, turns } of started) {
      if (!one) continue;
      const turn: PeerTurn = await one.turn();
      turns.push(turn);
      console.log(`${peer.name}: ${Math.round(turn.flowsPerSecond)} flows/s`);
    }
  });
}

benchPeers(process.argv.slice(2)).then(
  () => process.exit(0),
  error => {
    console.error(error.message);
    process.exit(1);
  },
);
