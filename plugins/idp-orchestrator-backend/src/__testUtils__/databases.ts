import { mkdtemp, rm } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { openDatabase } from '../database';

/** A kind of database that tests run on, with as many empty databases as wanted. */
export interface TestDatabaseKind {
  name: 'SQLite' | 'PostgreSQL';
  start(): Promise<void>;
  /** An empty database, its tables made. */
  create(): Promise<Knex>;
  /** How another process connects to a database that was created. */
  connectionOf(knex: Knex): { client: string; connection: object };
  stop(): Promise<void>;
}

/** Both databases that the plugin supports, for real: a SQLite file, a PostgreSQL server. */
export function testDatabaseKinds(): TestDatabaseKind[] {
  return [sqlite(), postgres()];
}

export function sqlite(): TestDatabaseKind {
  let folder = '';
  let count = 0;
  const opened: Knex[] = [];
  const files = new Map<Knex, string>();
  return {
    name: 'SQLite',
    async start() {
      folder = await mkdtemp(path.join(tmpdir(), 'idp-sqlite-'));
    },
    async create() {
      count += 1;
      const filename = path.join(folder, `${count}.sqlite`);
      const knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      });
      opened.push(knex);
      files.set(knex, filename);
      return open(knex);
    },
    connectionOf: knex => ({
      client: 'better-sqlite3',
      connection: { filename: files.get(knex) },
    }),
    async stop() {
      await Promise.all(opened.map(knex => knex.destroy()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A server that other processes can be told of, and that can go away for a while. */
export interface TestPostgres extends TestDatabaseKind {
  /** Stops the server with every connection; `comeBack` starts it again. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  /** Goes away, and comes back after `ms`. */
  interrupt(ms: number): Promise<void>;
}

export function postgres(): TestPostgres {
  let server: ChildProcess | undefined;
  let port = 0;
  let count = 0;
  const opened: Knex[] = [];
  // knex keeps the password to itself.
  const connections = new Map<Knex, object>();
  const connect = (database: string) => {
    const user = 'postgres';
    const address = { host: 'localhost', port };
    const connection = { ...address, user, password: user, database };
    const knex = createKnex({ client: 'pg', connection: { ...connection } });
    connections.set(knex, connection);
    opened.push(knex);
    return knex;
  };
  const tell = async (wanted: 'stop' | 'start') => {
    if (!server) throw new Error('PostgreSQL was not started');
    const done = once(server, 'message');
    server.send(wanted);
    await done;
  };
  return {
    name: 'PostgreSQL',
    async start() {
      server = spawn(
        process.execPath,
        [path.join(__dirname, 'postgresServer.mjs')],
        { stdio: ['pipe', 'pipe', 'inherit', 'ipc'] },
      );
      port = await readPort(server);
    },
    async create() {
      count += 1;
      const name = `test_${count}`;
      await connect('postgres').raw('create database ??', [name]);
      return open(connect(name));
    },
    connectionOf: knex => ({
      client: 'pg',
      connection: connections.get(knex) ?? {},
    }),
    goAway: () => tell('stop'),
    comeBack: () => tell('start'),
    async interrupt(ms) {
      await tell('stop');
      await sleep(ms);
      await tell('start');
    },
    async stop() {
      await Promise.all(opened.map(knex => knex.destroy()));
      server?.stdin?.end();
      if (server && server.exitCode === null) await once(server, 'exit');
    },
  };
}

async function readPort(server: ChildProcess): Promise<number> {
  if (!server.stdout) throw new Error('PostgreSQL has no output');
  for await (const line of createInterface({ input: server.stdout })) {
    return (JSON.parse(line) as { port: number }).port;
  }
  throw new Error('PostgreSQL did not start');
}

function open(knex: Knex): Promise<Knex> {
  return openDatabase({ getClient: async () => knex });
}
