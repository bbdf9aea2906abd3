import path from 'node:path';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';

/** How to connect to an empty database, in the words of Knex. */
export interface DrillDatabase {
  client: string;
  connection: object;
}

/** What is drilled: a flow, its scripts, and where all of it is. */
export interface DrillSetting {
  database: DrillDatabase;
  /** Everything that is written is in it. */
  folder: string;
  flow: FlowDefinition;
  input: Record<string, unknown>;
  /** The real scripts, with their `catalog.yaml`. */
  scriptsDirectory: string;
  /** What their environment gives them. */
  variables: Record<string, string>;
}

/** What a backend has to know; fits into a message to its process. */
export interface BackendSetting {
  database: DrillDatabase;
  folder: string;
  variables: Record<string, string>;
}

export const wrappersIn = (folder: string) => path.join(folder, 'scripts');
export const spoolIn = (folder: string) => path.join(folder, 'spool');
/** What the scripts of a run left behind. */
export const notesIn = (folder: string, runId: string) =>
  path.join(folder, 'runs', runId);
