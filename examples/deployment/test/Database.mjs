import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { repositoryRoot } from '../../../tools/toolchain/paths.mjs';

const SERVER = path.join(
  repositoryRoot,
  'plugins/idp-orchestrator-backend/src/__testUtils__/postgresServer.mjs',
);

/** A PostgreSQL with the account and the database that a service's environment names. */
export class Database {
  #server;
  #port;

  static async start({ POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB }) {
    const database = new Database();
    database.#server = spawn(process.execPath, [SERVER], {
      stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    });
    const lines = createInterface({ input: database.#server.stdout });
    const [line] = await once(lines, 'line');
    database.#port = JSON.parse(line).port;
    const account = { user: 'postgres', password: 'postgres' };
    const client = new pg.Client({
      host: 'localhost',
      port: database.#port,
      ...account,
    });
    await client.connect();
    // It owns its database, and may make no other one.
    await client.query(
      `create role ${POSTGRES_USER} login password '${POSTGRES_PASSWORD}'`,
    );
    await client.query(`create database ${POSTGRES_DB} owner ${POSTGRES_USER}`);
    await client.end();
    return database;
  }

  /** What leads to it from this machine. */
  get environment() {
    return {
      POSTGRES_HOST: 'localhost',
      POSTGRES_PORT: String(this.#port),
    };
  }

  async stop() {
    this.#server.stdin.end();
    if (this.#server.exitCode === null) await once(this.#server, 'exit');
  }
}
