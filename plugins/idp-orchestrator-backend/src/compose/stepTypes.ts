import type { StepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import { createMask } from '../bridge';
import type { AnyStepType } from '../engine/EngineStepContext';
import { createChildRuns } from '../operations';
import type { ServiceInventory } from '../platform';
import type { Clock, ScriptBridge } from '../ports';
import {
  createApprovalStep,
  createFlowStep,
  createHttpStep,
  createScriptStep,
  createWaitStep,
} from '../steps';
import type { Authority } from './authority';
import type { Starter } from './operations';

export interface StepTypesOptions {
  bridge: ScriptBridge;
  clock: Clock;
  /** Starts the runs of steps that use `flow`. */
  starter: Starter;
  inventory: ServiceInventory;
  /** Asks again about what is started in the name of somebody. */
  late: Authority['late'];
  /** The hosts that steps which use `http` may send requests to. */
  allowedHosts: string[];
  /** The secrets that steps which use `http` may send. */
  secrets: Record<string, string>;
  /** The step types of the platform's services. */
  ofPlatform: AnyStepType[];
  /** The step types that modules brought; they may take the place of ours. */
  added: StepType[];
}

/**
 * Lists every step type that there is; of two with one name the later one
 * counts.
 */
export function listStepTypes(options: StepTypesOptions): AnyStepType[] {
  const { clock, starter, inventory, late } = options;
  const childRuns = createChildRuns({
    stepTypes: starter.stepTypes,
    store: starter.store,
    dispatcher: starter.dispatcher,
    creator: starter.creator,
    notifier: starter.notifier,
    secrets: starter.secrets,
    clock,
    windows: starter.windows,
    runsUrl: starter.runsUrl,
    flows: starter.flows,
    environments: starter.environments,
    inventory,
    requireStart: late.require.bind(late),
  });
  return [
    createScriptStep(options.bridge, inventory) as AnyStepType,
    createWaitStep(clock) as AnyStepType,
    createApprovalStep(clock) as AnyStepType,
    createFlowStep(childRuns) as AnyStepType,
    createHttpStep({
      allowedHosts: options.allowedHosts,
      secrets: options.secrets,
      // Not only those that were sent: an answer may repeat another one.
      createMask: sent => createMask(sent, options.secrets),
    }) as AnyStepType,
    ...options.ofPlatform,
    ...options.added.map(stepType => stepType as AnyStepType),
  ];
}
