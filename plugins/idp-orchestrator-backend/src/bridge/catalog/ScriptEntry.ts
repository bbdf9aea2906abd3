import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LaunchRecord } from '../supervisor/AttemptFiles';

/** One thing that a script can do, with everything inherited filled in. */
export interface ScriptAction {
  name: string;
  title: string;
  description: string;
  risk: Risk;
  readOnly: boolean;
  supportsDryRun: boolean;
  json: boolean;
  timeoutMs: number;
  /** The bytes of its output that are kept; those of the engine when absent. */
  maxOutputBytes?: number;
  /** The names of the parameters that it takes. */
  parameters: string[];
  required: string[];
  /** The operations for which entities of Backstage's catalog may choose it. */
  controls: Array<'start' | 'stop'>;
}

/** The JSON Schema of one parameter. */
export type ParameterSchema = Record<string, unknown>;

/** A script as the catalog lists it. */
export interface ScriptEntry {
  id: string;
  title: string;
  description: string;
  /** The path relative to the scripts directory of the environment. */
  script: string;
  defaultAction: string;
  risk: Risk;
  exitCodes: LaunchRecord['exitCodes'];
  /** The names of variables that are passed through from the backend's own environment. */
  environment: string[];
  /** The secrets' names in the configuration, by names in the script's environment. */
  secrets: Record<string, string>;
  parameters: Record<string, ParameterSchema>;
  /** The parameter that takes the name of the service which an action controls. */
  serviceParameter?: string;
  actions: ScriptAction[];
}
