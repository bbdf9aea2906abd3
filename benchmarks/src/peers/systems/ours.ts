import { composeEngine } from '../../backends/composeEngine';
import {
  startOrchestrator,
  type RunningOrchestrator,
} from '../../backends/startOrchestrator';
import type { BenchDatabase } from '../../databases/BenchDatabase';
import { nothingFlow } from '../../measure/flows';
import { createScriptsFolder } from '../../scripts/createScriptsFolder';
import type { Peer, PeerPlace } from '../Peer';

type Name = BenchDatabase['name'];

const flows = [nothingFlow('three', 3)];

/** Our engine as the plugin composes it, called in its process. */
export function ourEngine(name: Name): Peer {
  return {
    name: `ours, ${name}`,
    keeps: 'a history',
    overHttp: false,
    packages: [],
    async start(place) {
      const engine = await composeEngine(databaseOf(name, place), flows);
      return { runToEnd: () => engine.runToEnd('three'), stop: engine.stop };
    },
  };
}

/** The ways in which flows are started over HTTP and their ends awaited. */
const DOORS = {
  /** Two requests. */
  'REST and its event stream': (idp: RunningOrchestrator) =>
    idp.runToEnd('three'),
  /** One request, as peers have it. */
  'one call that waits': (idp: RunningOrchestrator) => idp.runAndWait('three'),
};

/** The whole plugin over HTTP, with each start recorded. */
export function ourPlugin(name: Name, door: keyof typeof DOORS): Peer {
  return {
    name: `ours, ${name}, ${door}`,
    keeps: 'a history',
    overHttp: true,
    packages: [],
    async start(place) {
      const folder = await createScriptsFolder({});
      const idp = await startOrchestrator({
        database: databaseOf(name, place),
        folder,
        flows,
      });
      return {
        runToEnd: () => DOORS[door](idp),
        async stop() {
          await idp.stop();
          await folder.remove();
        },
      };
    },
  };
}

/** Backstage makes a database for each plugin beside the one that is named. */
function databaseOf(
  name: Name,
  { database, folder }: PeerPlace,
): BenchDatabase {
  const config =
    name === 'SQLite'
      ? { client: 'better-sqlite3', connection: { directory: folder } }
      : {
          client: 'pg',
          connection: database,
          prefix: `${database.database}_`,
        };
  return { name, config, stop: async () => {} };
}
