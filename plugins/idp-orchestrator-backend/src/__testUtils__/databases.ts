import { mkdtemp, rm } from 'node:fs/promises';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import createKnex, { type Knex } from 'knex';
import { openDatabase } from '../database';

/** A kind of database that tests run on, with as many empty databases as wanted. */
export interface TestDatabaseKind {
  name: 'SQLite' | 'PostgreSQL';
  start(): Promise<void>;
  /** An empty database, its tables made. */
  create(): Promise<Knex>;
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
  return {
    name: 'SQLite',
    async start() {
      folder = await mkdtemp(path.join(tmpdir(), 'idp-sqlite-'));
    },
    async create() {
      count += 1;
      const knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename: path.join(folder, `${count}.sqlite`) },
        useNullAsDefault: true,
      });
      opened.push(knex);
      return open(knex);
    },
    async stop() {
      await Promise.all(opened.map(knex => knex.destroy()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function postgres(): TestDatabaseKind {
  let server: ChildProcess | undefined;
  let port = 0;
  let count = 0;
  const opened: Knex[] = [];
  const connect = (database: string) => {
    const user = 'postgres';
    const connection = { host: 'localhost', port, user, password: user };
    const knex = createKnex({
      client: 'pg',
      connection: { ...connection, database },
    });
    opened.push(knex);
    return knex;
  };
  return {
    name: 'PostgreSQL',
    async start() {
      server = spawn(
        process.execPath,
        [path.join(__dirname, 'postgresServer.mjs')],
        { stdio: ['pipe', 'pipe', 'inherit'] },
      );
      port = await readPort(server);
    },
    async create() {
      count += 1;
      const name = `test_${count}`;
      await connect('postgres').raw('create database ??', [name]);
      return open(connect(name));
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
