import { randomUUID } from 'node:crypto';
import type { ScriptsFolder } from '../scripts/createScriptsFolder';
import type { BackendProcessOptions } from './BackendProcess';

/** An engine whose backend is killed while it runs the script. */
export interface CrashSubject {
  name: string;
  process(place: CrashPlace): BackendProcessOptions;
  /** Starts the script; the id of its run. */
  start(address: Address): Promise<string>;
  /** The lines that are stored, in their order, and whether the run is over. */
  read(
    address: Address,
    runId: string,
  ): Promise<{ lines: string[]; isOver: boolean }>;
}

export interface CrashPlace {
  folder: string;
  scripts: ScriptsFolder;
  effectFile: string;
  port: number;
}

export interface Address {
  baseUrl: string;
  authorization: string;
}

/** The token of this measurement alone. */
export const TOKEN = randomUUID();

/** What both backends are configured with: SQLite files, and one known caller. */
export function createConfig({ folder, port }: CrashPlace): object {
  return {
    app: { baseUrl: `http://localhost:${port}` },
    backend: {
      baseUrl: `http://localhost:${port}`,
      listen: { host: '127.0.0.1', port },
      database: {
        client: 'better-sqlite3',
        connection: { directory: `${folder}/sqlite` },
      },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'benchmark' } },
        ],
      },
    },
  };
}

export async function getJson<T>(address: Address, path: string): Promise<T> {
  const response = await fetch(`${address.baseUrl}${path}`, {
    headers: { authorization: address.authorization },
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

export async function postJson<T>(
  address: Address,
  path: string,
  body: object,
): Promise<T> {
  const response = await fetch(`${address.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      authorization: address.authorization,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
