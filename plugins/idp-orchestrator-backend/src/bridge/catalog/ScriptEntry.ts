import type { Risk } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { LaunchRecord } from '../supervisor/AttemptFiles';

/** One thing that a script can do, everything inherited filled in. */
export interface ScriptAction {
  name: string;
  title: string;
  description: string;
  risk: Risk;
  readOnly: boolean;
  supportsDryRun: boolean;
  json: boolean;
  timeoutMs: number;
  /** Names of the parameters that it takes. */
  parameters: string[];
  required: string[];
}

/** A JSON Schema of one parameter. */
export type ParameterSchema = Record<string, unknown>;

/** A script as the catalog lists it. */
export interface ScriptEntry {
  id: string;
  title: string;
  description: string;
  /** Path relative to the scripts directory of the environment. */
  script: string;
  defaultAction: string;
  risk: Risk;
  exitCodes: LaunchRecord['exitCodes'];
  /** Names passed through from the backend's own environment. */
  environment: string[];
  /** Names in the configuration by names in the script's environment. */
  secrets: Record<string, string>;
  parameters: Record<string, ParameterSchema>;
  actions: ScriptAction[];
}
