import { accessSync, constants, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of the Go module that it is built from. */
export const SOURCES = __dirname;

/** The version of Kubernetes, as its module says it. */
export const VERSION =
  /k8s\.io\/kubernetes (v\S+)/.exec(
    readFileSync(path.join(SOURCES, 'go.mod'), 'utf8'),
  )?.[1] ?? '';

/** The path of the built program, outside the repository, so that it is built once for all clones. */
export const API_SERVER = path.join(
  process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'),
  'idp-orchestrator-tests',
  `kube-apiserver-${VERSION}`,
);

export function findEtcd(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.map(folder => path.join(folder, 'etcd')).find(isExecutable);
}

/** Tells whether all is there to run it. */
export function hasApiServer(): boolean {
  return isExecutable(API_SERVER) && findEtcd() !== undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
