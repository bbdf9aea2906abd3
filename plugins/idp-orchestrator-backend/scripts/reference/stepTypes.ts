import {
  createApprovalStep,
  createFlowStep,
  createHealthStep,
  createHttpStep,
  createKubernetesStep,
  createScriptStep,
  createServiceStep,
  createWaitStep,
} from '../../src/steps';
import { toJsonSchema, type JsonSchema } from './JsonSchema';

// They are described and not run, so nothing of what they need is asked.
const nothing = {} as never;

/** The step types that the plugin brings: their names, and schemas of their inputs. */
export const stepTypes: Array<{ uses: string; schema: JsonSchema }> = [
  createScriptStep(nothing, nothing),
  createHttpStep(nothing),
  createHealthStep(nothing),
  createServiceStep(nothing),
  createWaitStep(nothing),
  createApprovalStep(nothing),
  createFlowStep(nothing),
  createKubernetesStep(nothing, nothing),
].map(({ uses, inputSchema }) => ({ uses, schema: toJsonSchema(inputSchema) }));
