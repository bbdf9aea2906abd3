import type {
  FlowSummary,
  InputSchema,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FlowValues } from './input/flowValues';

/** What the form's buttons stand for. */
export const FORM_ACTIONS = ['plan', 'run'] as const;

export type FormAction = (typeof FORM_ACTIONS)[number];

/** An input that asks for a dry run; what that would tell, the plan tells. */
export const DRY_RUN_FIELD = 'dry_run';

/** The request that a filled-in form stands for. */
export function createRequest(
  values: FlowValues,
  schema: InputSchema,
): StartRunRequest {
  const { [DRY_RUN_FIELD]: _, ...input } = values.input;
  const environment = hasEnvironment(schema) ? undefined : values.environment;
  return {
    input: schema.properties?.[DRY_RUN_FIELD] ? input : values.input,
    ...(environment?.trim() && { environment: environment.trim() }),
    ...(values.reason?.trim() && { reason: values.reason.trim() }),
  };
}

/** The input by which a flow asks for its environment itself. */
export const ENVIRONMENT_INPUT = 'environment';

/** Whether the flow asks for its environment itself. */
export function hasEnvironment(schema: InputSchema): boolean {
  return schema.properties?.[ENVIRONMENT_INPUT] !== undefined;
}

/** The environment that filled-in values name; absent where they leave it to the backend. */
export function environmentOf(
  flow: Pick<FlowSummary, 'input'>,
  { input, environment }: FlowValues,
): string | undefined {
  const named = hasEnvironment(flow.input)
    ? input[ENVIRONMENT_INPUT]
    : environment;
  return typeof named === 'string' && named ? named : undefined;
}
