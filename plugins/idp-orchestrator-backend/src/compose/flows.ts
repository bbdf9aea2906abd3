import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AnyStepType } from '../engine/EngineStepContext';
import {
  FlowCatalog,
  type FlowFolder,
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
