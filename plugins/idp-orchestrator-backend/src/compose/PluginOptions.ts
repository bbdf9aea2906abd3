import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { ScriptAccount } from '../bridge';
import type { OrchestratorConfig } from '../config/readConfig';
import type { PluginServices } from './PluginServices';

/** The flows and step types that modules of the plugin brought. */
export interface PluginAdditions {
  flows: FlowDefinition[];
  stepTypes: StepType[];
}

export interface PluginOptions {
  config: OrchestratorConfig;
  services: PluginServices;
  additions: PluginAdditions;
  /** The account that scripts run under; that of the backend when absent. */
  account?: ScriptAccount;
  processEnvironment: NodeJS.ProcessEnv;
}
