import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { OrchestratorConfig } from '../config/readConfig';
import type { AnyStepType } from '../engine/EngineStepContext';
import {
  FlowCatalog,
  FlowFolder,
  type FlowListing,
  type FlowMaker,
  type FlowReview,
} from '../flows';
import type { ScriptCatalog, ServiceInventory } from '../ports';

export interface FlowsOptions {
  /** The flows that modules brought. */
  added: FlowDefinition[];
  /** Makes the flows that follow from what there is. */
  makers: FlowMaker[];
  /** The folder of the flows in YAML, if there is one. */
  folder?: FlowFolder;
  /** The scripts, each of which is a flow. */
  scripts: ScriptCatalog;
  /** The step types that steps are checked against. */
  stepTypes: ReadonlyMap<string, AnyStepType>;
  /** The names of the environments. */
  environments: readonly string[];
  /** Finds what only shows when flows are looked at together. */
  review(
    listing: FlowListing,
    inventory?: ServiceInventory,
  ): Promise<FlowReview>;
  logger: LoggerService;
}

/** Opens the folder in which people write flows, schedules and windows, if there is one. */
export function openFolder({
  folders: { flowsDirectory },
  environments,
}: Pick<OrchestratorConfig, 'folders' | 'environments'>):
  FlowFolder | undefined {
  return flowsDirectory
    ? new FlowFolder(flowsDirectory, environments.known)
    : undefined;
}

/**
 * Joins every flow that there is: those of modules, those of files, those that
 * follow from what there is, and a task for each script.
 */
export function composeFlows(options: FlowsOptions): FlowCatalog {
  return new FlowCatalog(() => options.added, options.scripts, {
    makers: options.makers,
    files: options.folder,
    stepTypes: options.stepTypes,
    environments: options.environments,
    review: options.review,
    logger: options.logger,
  });
}
