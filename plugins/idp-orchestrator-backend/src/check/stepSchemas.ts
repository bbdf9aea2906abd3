import type { AnyStepType } from '../engine/EngineStepContext';
import type { StepTypes } from '../flows/checkSteps';
import {
  createApprovalStep,
  createFlowStep,
  createHealthStep,
  createHttpStep,
  createKubernetesStep,
  createScriptStep,
  createServiceStep,
  createWaitStep,
} from '../steps';
import { z } from 'zod';

// Steps are only checked here: nothing that they would work with is ever asked.
const NOTHING = {} as never;

/**
 * Makes the table of step types that flows are checked against: ours, and those
 * of modules by their names alone, with whatever input.
 */
export function createStepSchemas(ofModules: string[]): StepTypes {
  const ours = [
    createScriptStep(NOTHING, NOTHING),
    createWaitStep(NOTHING),
    createApprovalStep(NOTHING),
    createFlowStep(NOTHING),
    createHttpStep(NOTHING),
    createHealthStep(NOTHING),
    createServiceStep(NOTHING),
    createKubernetesStep(NOTHING, NOTHING),
  ] as AnyStepType[];
  return new Map<string, { inputSchema: z.ZodType }>([
    ...ofModules.map(uses => [uses, { inputSchema: z.unknown() }] as const),
    ...ours.map(type => [type.uses, type] as const),
  ]);
}
