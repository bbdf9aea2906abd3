import type { Peer } from '../Peer';
import { dbos } from './dbos';
import { floor } from './floor';
import { graphileWorker } from './graphileWorker';
import { ourEngine, ourPlugin } from './ours';
import { pgBoss } from './pgBoss';
import { restate } from './restate';

/** Everything that is measured side by side, in the order of the report. */
export const PEERS: Peer[] = [
  floor,
  ourEngine('SQLite'),
  ourEngine('PostgreSQL'),
  dbos,
  graphileWorker,
  pgBoss,
  ourPlugin('SQLite', 'one call that waits'),
  ourPlugin('PostgreSQL', 'one call that waits'),
  ourPlugin('PostgreSQL', 'REST and its event stream'),
  restate,
];
