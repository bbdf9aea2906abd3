import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type { FlowDefinition } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { StepType } from './StepType';

/**
 * The extension point by which a module adds flows and step types of its own to the orchestrator.
 *
 * @public
 */
export interface IdpOrchestratorExtensionPoint {
  addFlow(...flows: FlowDefinition[]): void;
  addStepType<I>(stepType: StepType<I>): void;
}

/** @public */
export const idpOrchestratorExtensionPoint =
  createExtensionPoint<IdpOrchestratorExtensionPoint>({
    id: 'idp-orchestrator.definitions',
  });
