import { createAllowedActions } from './createAllowedActions';
import { createActs } from './createActs';
import { createAuditViews, type AuditViewsOptions } from './createAuditViews';
import { createFlowViews } from './createFlowViews';
import { createDeliveryUses, type DeliveryOptions } from './createDeliveryUses';
import {
  createHealthViews,
  type HealthViewsOptions,
} from './createHealthViews';
import { createRunViews } from './createRunViews';
import {
  createServiceViews,
  type ServiceViewsOptions,
} from './createServiceViews';
import type { Orchestrator } from './Orchestrator';
import { createStarts, type StartsOptions } from './createStarts';
import { SecretInputs, type SecretInputsOptions } from './SecretInputs';
import type { RunFeeds } from './RunFeeds';
import { createStatsView, type StatsViewOptions } from './createStatsView';
import {
  createRunContextView,
  type RunContextViewOptions,
} from './createRunContextView';

export interface OrchestratorOptions
  extends
    Omit<StartsOptions, 'inventory'>,
    Omit<HealthViewsOptions, 'inventory'>,
    Omit<ServiceViewsOptions, 'store'>,
    AuditViewsOptions,
    DeliveryOptions,
    StatsViewOptions,
    RunContextViewOptions,
    Pick<SecretInputsOptions, 'createMask'> {
  feeds: RunFeeds;
}

/** The use cases as they are, without asking who may. */
export function createOrchestrator(options: OrchestratorOptions): Orchestrator {
  const secretInputs = new SecretInputs(options);
  const shown = { ...options, secretInputs };
  return {
    ...createStarts(shown),
    ...createFlowViews(options),
    ...createRunViews(shown),
    ...createStatsView(options),
    ...createRunContextView(options),
    ...createActs(shown),
    allowedActions: createAllowedActions(options),
    ...createHealthViews(options),
    ...createServiceViews(options),
    ...createAuditViews(options),
    ...createDeliveryUses(options),
  };
}
