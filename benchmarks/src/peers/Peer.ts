/** Where a peer finds what it needs; each has all of it to itself. */
export interface PeerPlace {
  /** An empty database of the one PostgreSQL server, `fsync` on. */
  database: {
    host: string;
    port: number;
    user: string;
    password: string;
    database: string;
  };
  /** An empty folder. */
  folder: string;
  /** The folder in which the packages of the peer are installed. */
  packages: string;
}

/** A started peer, which does a flow of three durable steps of no effect. */
export interface RunningPeer {
  /** From the call that starts a flow until its end is stored and told. */
  runToEnd(): Promise<unknown>;
  stop(): Promise<void>;
}

/** A way to run flows durably that is measured beside the others. */
export interface Peer {
  name: string;
  /** What can be read of a flow after its end. */
  keeps: 'a history' | 'jobs' | 'nothing';
  /** True when flows are started and awaited from outside of the process. */
  overHttp: boolean;
  /** The packages of npm, in exact versions; none for what is in this repository. */
  packages: string[];
  start(place: PeerPlace): Promise<RunningPeer>;
}

/** The URL of a database, as libraries take it. */
export function toUrl({ database }: PeerPlace): string {
  const { user, password, host, port } = database;
  return `postgresql://${user}:${password}@${host}:${port}/${database.database}`;
}
